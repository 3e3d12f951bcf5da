"""Reference data: regions, districts and the units of local self-government, loaded from ``ledportal/data/``."""
