"""The API: the public tables a page at a time, one entry, the journal of changes, the statistics, and the document that declares them."""
