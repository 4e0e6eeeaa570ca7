"""People: who someone is, how she signs in, and what her roles let her do."""
