"""Due feeds -> fetch -> parse -> pages: from addresses to articles, politely and within limits."""
