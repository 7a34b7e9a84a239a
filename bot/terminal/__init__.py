"""The terminal as a channel: messages printed, commands typed."""
