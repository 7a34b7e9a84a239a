"""What sentences state as facts (figures, verbs and their opposites, places, days), and what of it differs. Pure.

a sentence -> words with their meanings (vocabulary) -> numbers, things, verbs (reading)
two articles -> nearest sentences (aligning) -> which facts differ (contradictions: copies; changes: stories)
"""
