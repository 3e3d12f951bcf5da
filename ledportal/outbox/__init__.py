"""Outgoing mail: written in the transaction that causes it, delivered by the worker."""
