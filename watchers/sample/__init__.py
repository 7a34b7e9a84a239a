"""The demonstration's feeds, served over HTTP on loopback."""
