"""What the library writes to people."""

from flask_babel import gettext as _

from courses.materials.models import Translation
from courses.materials.rules import can_be_read
from turin import mail
from turin.db import db
from turin.mail.models import Intent


@mail.writes("materials.there")
def there(intent: Intent) -> mail.Letter:
    """Tell somebody who asked for it that a work is there in her language."""
    translation = db.session.get(Translation, intent.subject_id)
    if translation is None:
        raise mail.Withheld("the translation is gone")
    if not can_be_read(translation):
        raise mail.Withheld("it cannot be read any more")
    work = translation.edition.work
    return mail.Letter(
        subject=_("The text you asked about is in the library"),
        reference=work.key,
        values={"work": work, "translation": translation},
    )
