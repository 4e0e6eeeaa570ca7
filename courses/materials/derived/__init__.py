"""What is made from a stored file: a picture, contents, a text-only edition, a lighter one.

By content, so that equal files are done once; in a process of its own, since files are what
strangers made of them.
"""
