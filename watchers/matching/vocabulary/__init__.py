"""Words that stand beside names: given names and titles."""
