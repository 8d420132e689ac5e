"""What must hold of a snapshot before it is shown, one statement a check that returns the failing rows."""
