"""Uploaded files: pictures re-encoded, PDFs checked, kept under their SHA-256."""
