"""``python -m tests.translations``: is every sentence of the sources in every language's catalogue?

A complete language (turin.language.known says which) lacks no sentence; none changes a placeholder.
``--update`` puts new sentences into the catalogues and takes out those that nobody says any more.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from turin.language.known import DEFAULT, INTERFACE

ROOT = Path(__file__).parents[1]
SOURCES = [
    ("app.py", "python"),
    ("turin/**.py", "python"),
    ("courses/**.py", "python"),
    ("tasks/**.py", "python"),
    ("templates/**.html", "jinja2"),
    ("templates/**.txt", "jinja2"),
]
LIKE_THE_APPLICATION = {"trim_blocks": "true", "lstrip_blocks": "true"}
KEYWORDS = DEFAULT_KEYWORDS | {
    "_l": None,
    "_n": (1, 2),
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
}
WIDTH = 100
PLACEHOLDER = re.compile(r"%\((\w+)\)")


def sources() -> Catalog:
    """Return every sentence that the program says."""
    catalog = Catalog(fuzzy=False)
    options = {pattern: LIKE_THE_APPLICATION for pattern, method in SOURCES if method == "jinja2"}
    for _file, _line, message, comments, context in extract_from_dir(
        ROOT, SOURCES, options, keywords=KEYWORDS, comment_tags=["Translators:"]
    ):
        catalog.add(message, context=context, auto_comments=comments)
    return catalog


def path_of(code: str) -> Path:
    """Return where the catalogue of a language lies, or would lie."""
    locale = INTERFACE[code].locale
    return ROOT / "turin" / "translations" / locale / "LC_MESSAGES" / "messages.po"


def read(code: str) -> Catalog:
    with path_of(code).open("rb") as file:
        return read_po(file, locale=INTERFACE[code].locale)


def update(code: str, said: Catalog) -> None:
    """Put the sentences of the sources, and no others, into a language's catalogue."""
    old = polib.pofile(path_of(code), wrapwidth=WIDTH)
    known = {(entry.msgctxt, entry.msgid): entry for entry in old}
    new = polib.POFile(wrapwidth=WIDTH)
    new.metadata = old.metadata
    for message in sorted((one for one in said if one.id), key=_ids):
        first, *plural = _ids(message)
        entry = polib.POEntry(
            msgid=first,
            msgid_plural="".join(plural),
            msgctxt=message.context,
            comment="\n".join(message.auto_comments),
            flags=sorted(message.flags),
            msgstr_plural=dict.fromkeys(range(read(code).num_plurals), "") if plural else None,
        )
        if (found := known.get((message.context, first))) and bool(found.msgid_plural) == bool(
            plural
        ):
            entry.msgstr, entry.msgstr_plural = found.msgstr, found.msgstr_plural
        new.append(entry)
    new.save(path_of(code))


def problems(code: str, said: Catalog) -> Iterator[str]:
    """Say what is wrong with a language's catalogue."""
    if not path_of(code).exists():
        if INTERFACE[code].complete:
            yield f"{path_of(code).relative_to(ROOT)} is missing"
        return
    catalog = read(code)
    ours, theirs = _by_key(said), _by_key(catalog)
    if ours.keys() != theirs.keys():
        yield f"{_some(ours.keys() ^ theirs.keys())}: not as in the sources; make translations"
    for key in ours.keys() & theirs.keys():
        if fault := _fault(theirs[key], complete=INTERFACE[code].complete):
            yield f"{key[1]!r}: {fault}"


def _by_key(catalog: Catalog) -> dict[tuple[str | None, str], Message]:
    return {(message.context, _ids(message)[0]): message for message in catalog if message.id}


def _ids(message: Message) -> list[str]:
    """Return a sentence's English, and its plural if it has one."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _some(keys) -> str:
    shown = sorted(repr(text) for _, text in keys)
    return ", ".join(shown[:5]) + (f" and {len(shown) - 5} more" if len(shown) > 5 else "")


def _fault(message: Message, *, complete: bool) -> str:
    """Return what is wrong with a translation, or nothing."""
    forms = [message.string] if isinstance(message.string, str) else list(message.string)
    said = [form for form in forms if form]
    if message.fuzzy:
        return "fuzzy"
    if complete and len(said) < len(forms):
        return "not translated"
    known = set(PLACEHOLDER.findall(" ".join(_ids(message))))
    for form in said:
        found = set(PLACEHOLDER.findall(form))
        if found - known:
            return f"{form!r} has a placeholder that the English lacks"
        if not message.pluralizable and known - found:
            return f"{form!r} leaves out a placeholder of the English"
    return ""


def main() -> int:
    said = sources()
    wrong = 0
    for code in INTERFACE:
        if code == DEFAULT.code:
            continue
        if "--update" in sys.argv and path_of(code).exists():
            update(code, said)
        for problem in problems(code, said):
            wrong += 1
            print(f"{code}: {problem}")
    return 1 if wrong and "--update" not in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
