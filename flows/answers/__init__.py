"""Answers to questions about a warehouse: one SQL statement, its bound parameters, and the form of the result."""
