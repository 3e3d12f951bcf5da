"""Freshness: who is reminded when, the links that confirm, and the figures of how fresh the register is."""
