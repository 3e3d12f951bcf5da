"""The printed catalogue: editions frozen from the register, the book made of one, its files for printer, screen and archive."""
