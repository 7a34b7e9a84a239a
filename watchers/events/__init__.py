"""Dated sentences: dates in many languages, resolved with their precision, merged into timelines."""
