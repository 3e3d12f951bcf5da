"""Tables that staff fill in elsewhere and bring: read within bounds, shown as what they would do, and done as they were shown."""
