"""The staff's to-do list: what needs a person, opened by the other features."""
