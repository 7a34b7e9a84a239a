"""A page of plain text -> its article: navigation, adverts and comments are left off."""
