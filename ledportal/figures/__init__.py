"""Drawings for pages, as positions that a template turns into SVG."""
