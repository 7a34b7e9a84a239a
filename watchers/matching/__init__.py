"""Text -> mentions: one folding, rules by language, and a reason on every mention."""
