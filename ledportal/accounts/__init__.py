"""Accounts: registering, signing in, sessions, second factor, one-time tokens."""
