"""Where an activity is held, in words for a letter."""

from flask_babel import gettext as _

from courses.activities.models import Activity, Delivery
from turin.countries import country_name
from turin.language import reader


def place(activity: Activity) -> str:
    """Return venue, city and country in the reader's language, as far as they are known."""
    if activity.delivery is Delivery.ONLINE:
        return activity.delivery.label
    places = [reader.said(activity.venue).words, reader.said(activity.city).words]
    if activity.country:
        places.append(country_name(activity.country))
    return _(", ").join(place for place in dict.fromkeys(places) if place)
