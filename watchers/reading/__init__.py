"""Texts apart from what surrounds them, and sentence by sentence."""
