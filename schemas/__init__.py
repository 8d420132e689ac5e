"""Pydantic models of every record that crosses a border: what is read, what is derived, what is stored."""
