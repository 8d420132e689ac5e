"""Prefect's own server for one run on this machine: started, watched and ended with the command that needs it."""
