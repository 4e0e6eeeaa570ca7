"""Calendars: the timetable as calendar programs read it (iCalendar, RFC 5545), and its addresses.

An entry keeps its UID for good, and its SEQUENCE rises with every change of what it says, so that
who reads a calendar twice has each session once, and as it is now.
"""
