"""A translation is stale once what it was made of has moved on."""

from courses.materials.models import Translation, TranslationChange
from courses.materials.rules import is_stale, missed


def translation(language, version=1, **over):
    return Translation(language=language, version=version, **over)


def test_it_is_stale_once_its_source_has_moved_on_and_tells_what_it_misses():
    source = translation("en", 3)
    source.changes = [
        TranslationChange(version=2, what="Chapter 2"),
        TranslationChange(version=3, what="Annex"),
    ]
    assert [
        (is_stale(one), [change.what for change in missed(one)])
        for one in (
            translation("ar", derived_from=source, derived_version=1),
            translation("fr", derived_from=source, derived_version=2),
            translation("ru", derived_from=source, derived_version=3),
            translation("es", derived_from=source),
            translation("km"),
        )
    ] == [
        (True, ["Chapter 2", "Annex"]),
        (True, ["Annex"]),
        (False, []),
        (True, ["Chapter 2", "Annex"]),
        (False, []),
    ]
