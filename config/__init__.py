"""What a desk sets: the environment (`settings`), and the files actors.toml, feeds.toml and teams.toml beside it."""
