"""Error reports: what the public says is out of date in an entry."""
