"""The batch verbs: JSON lines in, JSON lines out, in order, with no database needed."""
