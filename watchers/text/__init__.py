"""What every stage does to text: folding, scripts, languages, sentences, addresses. Knows nothing of articles."""
