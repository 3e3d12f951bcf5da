"""Finding offices: what visitors and machines may ask for, and what is found."""
