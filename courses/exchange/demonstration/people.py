"""The people of the demonstration, and the accounts to try it with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from turin.db import db
from turin.people import operations
from turin.people.demonstration import Account
from turin.people.models import Person, Role, Sex

DOMAIN = "demo.turin.example"
PASSWORD = "welcome to turin"  # noqa: S105 - of invented people, shown on the sign-in page


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody of the demonstration who can sign in; ``key`` is how the story calls her."""

    key: str
    name: str
    certificate_name: str
    sex: Sex
    country: str
    language: str
    role: Role | None = None

    @property
    def email(self) -> str:
        """Her address, at which no mail arrives."""
        return f"{self.key}@{DOMAIN}"


PLAYERS = (
    Player("coordinator", "Chiara Bianchi", "", Sex.FEMALE, "IT", "en", Role.COORDINATOR),
    Player("deputy", "Mateo Rojas", "", Sex.MALE, "PE", "en", Role.COORDINATOR),
    Player("assistant", "Tendai Moyo", "", Sex.FEMALE, "ZW", "en", Role.ASSISTANT),
    Player("manager", "Greta Lindqvist", "", Sex.FEMALE, "SE", "en", Role.MANAGER),
    Player("trainer", "Daniel Otieno", "", Sex.MALE, "KE", "en", Role.TRAINER),
    Player("participant", "Adaeze Nwosu", "Adaeze Ńwosu", Sex.FEMALE, "NG", "en"),
    Player("participant-ar", "Mariam Al Najjar", "مريم النجار", Sex.FEMALE, "JO", "ar"),
    Player(
        "administrator", "Ines Moreau", "Inès Moreau", Sex.FEMALE, "FR", "en", Role.ADMINISTRATOR
    ),
)


def offered() -> Sequence[Account]:
    """Return the accounts, each with what it shows in the reader's language."""
    shows = {
        "coordinator": _("runs all activities of the demonstration"),
        "deputy": _("runs them too this week, while the coordinator is away"),
        "assistant": _("does the daily work on two of them"),
        "manager": _("sees the figures of all, and nobody’s name"),
        "trainer": _("teaches in some of them"),
        "participant": _(
            "takes part in an activity that starts next week, and in one that is over"
        ),
        "participant-ar": _("takes part too, and reads Arabic"),
        "administrator": _("sees and does everything"),
    }
    return [Account(one.name, one.email, PASSWORD, shows[one.key]) for one in PLAYERS]


def accounts(at: datetime) -> dict[str, Person]:
    """Make everybody who can sign in, by the keys of the story."""
    made = {}
    for one in PLAYERS:
        person = _made(
            one.name, one.email, one.certificate_name, one.sex, one.country, one.language, at
        )
        if one.role:
            operations.grant(person, one.role, by=None, at=at)
        operations.set_password(person, PASSWORD, by=None, at=at)
        made[one.key] = person
    return made


def trainer(told: dict[str, str], at: datetime) -> Person:
    """Make somebody who teaches."""
    person = _made(
        told["name"],
        f"{told['key']}@{DOMAIN}",
        told.get("certificate_name", ""),
        Sex(told["sex"]),
        told["country"],
        told["language"],
        at,
    )
    operations.grant(person, Role.TRAINER, by=None, at=at)
    return person


def applicant(key: str, told: list[str], at: datetime) -> Person:
    """Make somebody who applies."""
    name, own_script, sex, country, _group, language = told
    return _made(name, f"{key}@{DOMAIN}", own_script, Sex(sex), country, language, at)


def _made(
    name: str,
    email: str,
    certificate_name: str,
    sex: Sex,
    country: str,
    language: str,
    at: datetime,
) -> Person:
    person = operations.find_or_make(
        email,
        name,
        at=at,
        certificate_name=certificate_name,
        sex=sex,
        country=country,
        language=language,
    )
    person.demonstration = True
    db.session.flush()
    return person
