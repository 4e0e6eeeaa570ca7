"""The schedule: sessions of an activity, in rooms and with trainers."""
