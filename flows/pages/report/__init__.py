"""The static site over a store: every number with the query behind it, no script needed to read it."""
