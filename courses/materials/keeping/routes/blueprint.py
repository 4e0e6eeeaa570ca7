"""The blueprint of the pages by which staff keep the library, and what they share."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from courses.materials.keeping.forms.fields import shown_in
from courses.materials.models import Work
from turin.language import formats
from turin.language.known import DOCUMENTS
from turin.web.forms import Form

pages = Blueprint("keeping", __name__, url_prefix="/staff/library")
Answer = Response | str | tuple[str, int]
WORK = "/works/<key>"


def form_page(name: str, work: Work | None, form: Form, **values: Any) -> tuple[str, int]:
    """Return the page of a form about ``work``, or about one that is to be added."""
    page = render_template(f"courses/materials/keeping/{name}.html", work=work, form=form, **values)
    return page, form.status


def is_to_be_saved(form: Form) -> bool:
    """Whether a form was sent rightly, and not only to be shown in another language."""
    return "show" not in request.form and bool(form.validate_on_submit())


def said_page(name: str, work: Work | None, form: Form, **values: Any) -> tuple[str, int]:
    """Return the same of a form whose texts are in one of many languages."""
    languages = [(code, formats.language_name(code)) for code in DOCUMENTS]
    return form_page(name, work, form, written_in=shown_in(), languages=languages, **values)


def there(work: Work) -> Response:
    """Lead to the page of ``work``."""
    return redirect(url_for("keeping.work", key=work.key), 303)
