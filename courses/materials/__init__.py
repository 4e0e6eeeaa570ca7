"""Materials: a work, its editions, their translations, and the files that we hold."""
