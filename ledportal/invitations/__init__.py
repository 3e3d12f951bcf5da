"""Invitation codes: who has a letter with one may represent the office that it was posted to."""
