"""When a translation is stale, and what a reader is offered of a work."""

import pytest

from courses.materials.models import (
    Edition,
    MaterialFile,
    Translation,
    TranslationChange,
    TranslationState,
    Work,
)
from courses.materials.rules import in_languages, is_stale, missed, offered


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


def work(**texts):
    """A work that has come out in languages: with a file ("held") or without ("known")."""
    made = Work(editions=[Edition(position=0, translations=[])])
    for language, how in texts.items():
        one = translation(language, state=TranslationState.PUBLISHED)
        if how == "held":
            one.files = [MaterialFile(position=0, version=1, name=f"{language}.pdf")]
        made.editions[0].translations.append(one)
    return made


@pytest.mark.parametrize(
    ("texts", "served", "fallback", "not_held"),
    [
        ({"lo": "held", "en": "held"}, "lo", False, ""),
        ({"lo": "known", "en": "held"}, "en", True, "lo"),
        ({"fr": "held", "en": "held"}, "en", True, ""),
        ({"lo": "known", "en": "known"}, "lo", False, ""),
        ({"en": "known"}, "en", True, ""),
        ({"fr": "held"}, None, False, ""),
    ],
)
def test_what_is_held_in_any_of_her_languages_goes_before_what_is_only_known(
    texts, served, fallback, not_held
):
    offer = offered(work(**texts), ("lo", "en"))

    assert (offer.translation and offer.translation.language) == served
    assert (offer.fallback, offer.not_held) == (fallback, not_held)


def test_what_is_held_stands_in_her_order():
    held = work(ar="held", en="held", ru="held", tg="known")
    ours = [one.language for one, _file in in_languages(held, ("tg", "ru", "en"))]

    assert ours == ["ru", "en", "ar"]
