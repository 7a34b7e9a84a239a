"""What runs: the whole system, one round, or a worker; opened, watched over and ended."""
