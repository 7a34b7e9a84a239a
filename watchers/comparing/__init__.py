"""An article against everything known: copies, stories, and what is new in which sentence."""
