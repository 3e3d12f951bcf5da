"""A book of a number of offices, set by us and by WeasyPrint, each in a process of its own."""

DEMO = "demo"
"""The demo's edition, instead of a number."""
