"""The links in published profiles, and whether they still lead anywhere."""
