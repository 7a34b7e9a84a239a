"""What people ask, answered from the archive: the only readers of it that see through a server's eyes."""
