"""OpenLineage: what a load read, wrote and checked, told to a file or an address that the user names."""
