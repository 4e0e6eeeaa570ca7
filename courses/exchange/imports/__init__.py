"""Taking in sessions, rooms, trainers and whole programmes from a sheet that somebody sends.

What is sent is kept sealed for an hour. Her first look at it is a dry run: what would be made and
changed, and row and column of each fault. One button does it then: everything, or nothing.
"""
