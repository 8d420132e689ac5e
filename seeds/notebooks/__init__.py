"""Notebooks of marimo, to run or to copy: see flows/exports/RECIPES.md."""
