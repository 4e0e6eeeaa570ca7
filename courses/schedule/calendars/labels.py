"""What a calendar is called, in the reader's language."""

from flask_babel import gettext as _

from courses.schedule.calendars.models import CalendarAddress, Kind
from turin.language import reader


def label(address: CalendarAddress) -> str:
    """Return what the calendar at an address is called."""
    if address.activity:
        return reader.said(address.activity.title).words
    if address.room:
        return address.room.name
    return _("My sessions") if address.kind is Kind.TEACHING else _("My activities")
