"""Years of the register's life in minutes: people who answer or do not, machines that fail, and an oracle that knows what must happen."""
