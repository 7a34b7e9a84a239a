"""Measurements that anyone can run; nothing here is asserted, and nothing is imported by the program."""
