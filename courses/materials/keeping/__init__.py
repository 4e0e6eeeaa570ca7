"""Keeping the library: works, editions, translations and files, as staff add and change them."""
