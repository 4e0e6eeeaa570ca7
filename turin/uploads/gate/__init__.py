"""The gate: what a file is by what is in it, whatever it is called, or why we do not take it.

`checking.check` is what others call; it has the file read by a process of its own (`worker`), which
knows neither Flask nor the database, has no secret and little time and memory.
"""
