"""The work order: a sheet with a row for each translation that is wanted."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from courses.materials.models import Translation
from courses.materials.translating import queries
from courses.materials.translating.board import Wanted, reference
from turin.language import formats, reader
from turin.web.spreadsheets import Cell, Sheet


def order(found: Sequence[Wanted]) -> Sheet:
    """Return the sheet; whoever translates sends each file back under the name in its row."""
    editions, missed = queries.editions(found), queries.missed(found)
    sources = queries.sources(found)
    pages, words = queries.pages(found), queries.words(found)
    rows: list[list[Cell]] = []
    for one in found:
        edition, source = editions[one.edition_id], one.source_id or 0
        changes = [
            each.what
            for each in missed.get(source, ())
            if one.is_behind and each.version > (one.made_of or 1)
        ]
        rows.append(
            [
                one.key,
                reader.said(edition.work.title).words,
                reader.said(edition.name).words,
                formats.language_name(one.source) if one.source else "",
                one.version or "",
                _address(one.key, sources[source]) if source else "",
                formats.language_name(one.language),
                pages.get(source, ""),
                words.get(source, ""),
                "\n".join(changes),
                one.gap.label,
                one.translator,
                one.people,
                str(reference(one)),
            ]
        )
    return Sheet(_("Work order"), heads(), rows)


def _address(key: str, source: Translation) -> str:
    """Return where the text stands that is to be translated."""
    number, code = source.edition.number, source.language
    return url_for("materials.translation", key=key, number=number, code=code, _external=True)


def heads() -> list[str]:
    """Return what the columns are called."""
    what = [_("Work"), _("Title"), _("Edition")]
    text = [_("From language"), _("Version"), _("Where the text is"), _("Into language")]
    size = [_("Number of pages"), _("Number of words"), _("What has changed")]
    who = [_("State"), _("Translator"), _("Readers this year")]
    return [*what, *text, *size, *who, _("Name of the file to send back, before its ending")]
