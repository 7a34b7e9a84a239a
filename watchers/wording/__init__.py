"""Reasons in words, for whoever is shown them: a catalogue a stage, in which each code has its clause. Pure."""
