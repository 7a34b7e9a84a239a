"""What a text means, as a direction in the space of a sentence encoder, so that texts in two languages can be compared.

article -> is its language one that the encoder has learnt? -> headline and lead, whole text -> encoder -> Meaning
"""
