"""``python -m tests.translations``: is every sentence of the sources in every language's catalogue?

No language lacks a sentence, repeats the English (``alike.yaml`` has what is rightly the same) or
changes a placeholder; and no sentence is assembled from pieces, as other languages order theirs.
``--update`` puts new sentences into the catalogues and takes out those that nobody says any more.
"""

import ast
import re
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

import polib
import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
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
GETTEXT = {"_", "_l", "_n", "gettext", "ngettext", "lazy_gettext", "lazy_ngettext"}
WIDTH = 100
PLACEHOLDER = re.compile(r"%\((\w+)\)")
LETTER = re.compile(r"[^\W\d_]")
ALIKE: dict[str, list[str]] = yaml.safe_load((ROOT / "tests" / "alike.yaml").read_text())
# A sentence in a template with a letter or a mark stuck to it: it would have to be part of it.
STUCK = re.compile(r"""\b_\((?:"[^"]*"|'[^']*')[^{}]*\)\s*}}(?=[^\s<{"'%])|[^\W_]{{\s*_\(""")


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


def compile_stale() -> None:
    """Compile the catalogues that have changed, so that tests read what is in them."""
    for code in INTERFACE.keys() - {DEFAULT.code}:
        source = path_of(code)
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            with compiled.open("wb") as file:
                write_mo(file, read(code))


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
        yield f"{path_of(code).relative_to(ROOT)} is missing"
        return
    catalog = read(code)
    ours, theirs = _by_key(said), _by_key(catalog)
    if ours.keys() != theirs.keys():
        yield f"{_some(ours.keys() ^ theirs.keys())}: not as in the sources; make translations"
    for key in ours.keys() & theirs.keys():
        if fault := _fault(theirs[key], alike=ALIKE.get(code, [])):
            yield f"{key[1]!r}: {fault}"


def _by_key(catalog: Catalog) -> dict[tuple[str | None, str], Message]:
    return {(message.context, _ids(message)[0]): message for message in catalog if message.id}


def _ids(message: Message) -> list[str]:
    """Return a sentence's English, and its plural if it has one."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _some(keys) -> str:
    shown = sorted(repr(text) for _, text in keys)
    return ", ".join(shown[:5]) + (f" and {len(shown) - 5} more" if len(shown) > 5 else "")


def _fault(message: Message, *, alike: Collection[str] = ()) -> str:
    """Return what is wrong with a translation, or nothing."""
    forms = [message.string] if isinstance(message.string, str) else list(message.string)
    if message.fuzzy:
        return "fuzzy"
    if not all(forms):
        return "not translated"
    english = _ids(message)
    if forms[-1] == english[-1] and _has_words(english[-1]) and english[0] not in alike:
        return "the same as in English; if rightly so, put it into tests/alike.yaml"
    known = set(PLACEHOLDER.findall(" ".join(english)))
    for form in forms:
        found = set(PLACEHOLDER.findall(form))
        if found - known:
            return f"{form!r} has a placeholder that the English lacks"
        if not message.pluralizable and known - found:
            return f"{form!r} leaves out a placeholder of the English"
    return ""


def _has_words(text: str) -> bool:
    return bool(LETTER.search(re.sub(r"%\(\w+\)s", "", text)))


def assembled() -> Iterator[str]:
    """Say where a sentence is put together from pieces."""
    for top in ("turin", "courses", "tasks"):
        for path in sorted((ROOT / top).rglob("*.py")):
            for line in _joined(ast.parse(path.read_text(encoding="utf-8"))):
                yield f"{path.relative_to(ROOT)}:{line}: a sentence is assembled from pieces"
    for path in sorted((ROOT / "templates").rglob("*.*")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if STUCK.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: a mark is stuck to a sentence"


def _joined(tree: ast.AST) -> list[int]:
    """Return the lines on which gettext's result is part of an f-string or a sum."""
    return [
        call.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add))
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in GETTEXT
    ]


def main() -> int:
    said = sources()
    wrong = 0
    for problem in assembled():
        wrong += 1
        print(problem)
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
