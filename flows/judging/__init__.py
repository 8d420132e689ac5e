"""How often the tables are right on a user's own store: a sample, judges, and what they say of it all."""
