"""Measurements and the long simulation: ``make bench``. They run on databases of their own, with the tests' real parts."""
