"""The work order: a sheet with a row for each translation that is wanted."""

from collections.abc import Sequence

from flask_babel import gettext as _

from courses.materials.translating import queries
from courses.materials.translating.board import Wanted, reference
from turin.language import formats, reader
from turin.web.spreadsheets import Cell, Sheet


def order(found: Sequence[Wanted]) -> Sheet:
    """Return the sheet; whoever translates sends each file back under the name in its row."""
    editions, missed = queries.editions(found), queries.missed(found)
    pages = queries.pages(found)
    rows: list[list[Cell]] = []
    for one in found:
        edition = editions[one.edition_id]
        changes = [
            each.what
            for each in missed.get(one.source_id or 0, ())
            if one.is_behind and each.version > (one.made_of or 1)
        ]
        rows.append(
            [
                one.key,
                reader.said(edition.work.title).words,
                reader.said(edition.name).words,
                formats.language_name(one.source) if one.source else "",
                one.version or "",
                formats.language_name(one.language),
                pages.get(one.source_id or 0, ""),
                "\n".join(changes),
                one.gap.label,
                one.translator,
                one.people,
                str(reference(one)),
            ]
        )
    return Sheet(_("Work order"), heads(), rows)


def heads() -> list[str]:
    """Return what the columns are called."""
    what = [_("Work"), _("Title"), _("Edition"), _("From"), _("Version"), _("Into"), _("Pages")]
    how = [_("What has changed"), _("State"), _("Translator"), _("Readers this year")]
    return [*what, *how, _("Name of the file to send back")]
