"""Numbers as they stand in text, in digits and in words, each with its value."""
