"""Bytes -> entries: every feed format, charset and date form as one value. Pure."""
