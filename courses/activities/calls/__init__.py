"""The call for candidates: to which organisations it goes, and what they answer by a link."""
