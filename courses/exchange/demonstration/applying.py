"""How the people of the demonstration apply, and what becomes of it."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from courses.activities.models import Activity, Choice
from courses.registration import operations
from courses.registration.models import Application, Funding, Level
from courses.registration.operations.deciding import LETTERS
from turin import mail
from turin.organisations.models import Group
from turin.people.models import Person

ORGANISATIONS = {
    Group.GOVERNMENT: ("Demonstration ministry of labour", "Adviser on migration"),
    Group.EMPLOYERS: ("Demonstration federation of employers", "Legal officer"),
    Group.WORKERS: ("Demonstration union of domestic workers", "Organizer"),
    Group.OTHER: ("Demonstration institute of migration studies", "Researcher"),
}
MOTIVATIONS = {
    "ar": "أود أن أستخدم ما أتعلمه في عملي اليومي مع العمال المهاجرين. (نص مختلق)",
    "en": "I want to use what I learn in my daily work with migrant workers. (Invented text)",
    "fr": "Je souhaite utiliser ce que j’apprendrai dans mon travail. (Texte inventé)",
    "es": "Quiero utilizar lo que aprenda en mi trabajo diario. (Texto inventado)",
    "pt": "Quero usar o que aprender no meu trabalho diário. (Texto inventado)",
    "ru": "Хочу применять полученные знания в своей работе. (Вымышленный текст)",
    "zh": "我希望将所学用于日常工作。（虚构文字）",
}
READ_IN = {  # beside the language in which they read these pages
    "AM": ["hy"],
    "BD": ["bn"],
    "GE": ["ka"],
    "KH": ["km"],
    "LA": ["lo"],
    "NP": ["ne"],
    "TJ": ["tg", "ru"],
    "VN": ["vi"],
}
FATES: dict[str, tuple[str, ...]] = {
    "submitted": (),
    "offered": ("offer",),
    "confirmed": ("offer", "confirm"),
    "reserved": ("reserve",),
    "declined": ("decline",),
    "withdrawn": ("withdraw",),
}


def apply(
    activity: Activity,
    person: Person,
    group: Group,
    fate: str,
    number: int,
    *,
    by: Person,
    at: datetime,
) -> Application:
    """Have ``person`` apply some days before the deadline or today, and come to ``fate``."""
    ends = datetime.combine(activity.deadline or at.date(), time(12), UTC)
    applied = min(at, ends) - timedelta(days=4, hours=5 * number)
    draft, _token = operations.start(
        activity,
        language=person.language,
        known=_answers(activity, person, group, number),
        at=applied,
    )
    operations.submit(draft, by=person, at=applied + timedelta(minutes=20))
    given = activity.choice == Choice.FIRST_COME
    deeds = [deed for deed in FATES[fate] if not (given and deed in {"offer", "confirm"})]
    for hours, deed in enumerate(deeds, 48):
        _done(deed, draft, person, by, applied + timedelta(hours=hours))
    return draft


def forget_letters(application: Application, *, at: datetime) -> None:
    """Take back the letters that she would have read weeks ago; nobody gets them today."""
    for kind in {"registration.received", *LETTERS.values()}:
        mail.cancel(kind, subject=("application", application.id), at=at)


def _answers(activity: Activity, person: Person, group: Group, number: int) -> dict[str, object]:
    organisation, position = ORGANISATIONS[group]
    spoken = [spoken.language for spoken in activity.languages]
    language = person.language if person.language in spoken else spoken[0]
    return {
        "name": person.name,
        "certificate_name": person.certificate_name,
        "sex": person.sex,
        "email": person.email,
        "group": group,
        "organisation": organisation,
        "country": person.country,
        "position": position,
        "course_language": language,
        "languages": READ_IN.get(person.country or "", []),
        "level": list(Level)[1 + number % 2],
        "motivation": MOTIVATIONS[person.language],
        "funding": list(Funding)[number % len(Funding)],
    }


def _done(deed: str, application: Application, person: Person, by: Person, at: datetime) -> None:
    deeds: dict[str, Callable[[], None]] = {
        "offer": lambda: operations.offer(application, at + timedelta(days=10), by=by, at=at),
        "confirm": lambda: operations.confirm(application, by=person, at=at),
        "reserve": lambda: operations.reserve(application, by=by, at=at),
        "decline": lambda: operations.decline(application, by=by, at=at),
        "withdraw": lambda: operations.withdraw(application, by=person, at=at),
    }
    deeds[deed]()
