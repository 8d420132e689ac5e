"""Benchmarks: programs that print speeds, memory and ratios; nothing here passes or fails."""
