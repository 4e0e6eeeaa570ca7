"""Files on their way in: sent in parts over any line, let in by what is in them, then stored once.

`gate` says what a file is, or why it is refused; `operations` has who sends which, how far it has
come, and `claim`, by which a capability takes what came in.
"""
