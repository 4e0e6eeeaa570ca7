"""Languages: which there are, how a reader's is found, and how dates and numbers look in it."""
