"""One polite, bounded HTTP exchange: an address goes in, a body or a FetchError comes out."""
