"""The steps of a load, in order: plan, parse, resolve, derive; plain functions over files in a staging folder.

Nothing here knows Prefect. What one step hands to the next are file names and counts, never text.
"""
