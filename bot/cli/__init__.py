"""The command line: its arguments, its verbs, and the door to them."""
