"""Mapping cycles: rounds in which all municipalities are asked."""
