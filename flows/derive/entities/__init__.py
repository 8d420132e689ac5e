"""From a document to its entities and their mentions, names, nominals and pronouns."""
