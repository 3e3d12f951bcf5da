"""Reference data: regions, districts, municipalities."""
