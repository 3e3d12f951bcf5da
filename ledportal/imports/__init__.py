"""Tables that staff fill in elsewhere and bring: read within bounds, and told by line and column what is wrong."""
