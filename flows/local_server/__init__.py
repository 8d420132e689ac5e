"""Prefect's own server for one run on this machine: started, watched and ended with the command that needs it."""

from flows.local_server.environment import prepare_run, prepare_serve

__all__ = ["prepare_run", "prepare_serve"]
