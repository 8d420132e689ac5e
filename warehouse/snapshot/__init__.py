"""A snapshot is built beside the old one, checked, and swapped in: readers never see half a load."""
