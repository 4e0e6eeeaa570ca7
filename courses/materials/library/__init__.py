"""The library as readers see it: finding works, their pages, and who waits for a language."""
