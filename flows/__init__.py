"""Orchestration: Prefect flows, the command line, the readers and the derivation they call."""
