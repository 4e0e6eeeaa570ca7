"""Views: filters of the lists of activities that somebody named, to come back to them."""
