"""From frozen entries to the data that the templates of the book read."""
