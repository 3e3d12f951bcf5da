"""Setting documents for print and screen."""
