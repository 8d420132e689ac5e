"""Watch lists: rules in a file, what they find in a load, and who is told of it."""
