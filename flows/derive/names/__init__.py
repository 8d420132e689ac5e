"""From a document to its names, each joined with the other names of the same bearer."""
