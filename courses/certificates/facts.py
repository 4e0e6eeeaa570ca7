"""What a certificate says of a participant, gathered from her application and the activity."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import force_locale
from flask_babel import gettext as _

from courses.activities.models import Activity, Delivery
from courses.certificates import queries
from courses.certificates.drawing import Printed, Signatory
from courses.certificates.models import Certificate
from courses.certificates.queries import Timetable
from courses.registration.models import Application
from turin.countries import country_name
from turin.db.types import PartialDate
from turin.language.known import DEFAULT, INTERFACE, chain

MOST_SIGNATORIES = 2  # as many as there is room for


def printed(
    application: Application, timetable: Timetable, *, number: str, address: str, at: datetime
) -> Printed:
    """Return every fact to be printed; ``address`` is the site's, https://courses.example.org."""
    activity = application.activity
    language = language_of(application)
    title = (activity.certificate_title or activity.title).said(chain(language))
    with force_locale(INTERFACE[language].locale):
        return Printed(
            language=language,
            holder=name_of(application),
            heading=_("Certificate of participation"),
            activity=title.words,
            activity_language=title.language,
            start=_day(activity.starts, timetable.first),
            end=_day(activity.ends, timetable.last),
            venue=_venue(activity, language),
            days=timetable.days,
            hours=round(timetable.minutes / 60),
            number=number,
            url=f"{address}/v/{number}",
            issued_on=at.astimezone(ZoneInfo(activity.zone)).date(),
            signatories=_signatories(activity),
        )


def timetable_again(certificate: Certificate) -> Timetable:
    """Return what the sessions of its activity come to; if they are gone, what it says of them."""
    now = queries.timetable(certificate.activity)
    if now.days:
        return now
    said = Printed.from_json(certificate.printed)
    return Timetable(said.start, said.end, said.days, said.hours * 60)


def name_of(application: Application) -> str:
    """Return the name that the certificate carries: in her own script, where she gave it."""
    return application.certificate_name or application.name


def language_of(application: Application) -> str:
    """Return the language of the certificate: hers, as far as we have our words in it."""
    for code in (application.language, application.course_language):
        if code in INTERFACE:
            return code
    return DEFAULT.code


def _day(known: PartialDate | None, held: date | None) -> date:
    """Return the day that the activity names, or else that of its first or last session."""
    day = (known and known.day) or held
    if day is None:
        raise ValueError("an activity without sessions has no certificates")
    return day


def _venue(activity: Activity, language: str) -> str:
    if activity.delivery is Delivery.ONLINE:
        return _("Online")
    city = (activity.city or activity.venue).said(chain(language)).words
    if activity.country and city:
        return _("%(city)s, %(country)s", city=city, country=country_name(activity.country))
    return city or (country_name(activity.country) if activity.country else "")


def _signatories(activity: Activity) -> tuple[Signatory, ...]:
    """Return who signs: those who run the activity."""
    return tuple(
        Signatory(one.person.name, _("Coordinator of the activity"))
        for one in activity.coordinators[:MOST_SIGNATORIES]
    )
