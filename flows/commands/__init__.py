"""What each command does, one module for those that need the same imports."""
