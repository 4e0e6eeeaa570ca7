"""The lists of words that coordinators keep themselves: what a course or an activity is about."""
