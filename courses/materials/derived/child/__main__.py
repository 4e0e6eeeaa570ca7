"""``python -m courses.materials.derived.child KIND FORMAT LANGUAGE SOURCE FOLDER SECONDS OCTETS``.

Reads the file SOURCE and writes into FOLDER what was made from it: ``result``, if there is one, and
``said.json`` with the details, or with the reason why it is refused. Whatever else happens, the
process dies, and that is told by its not having said anything.
"""

import json
import resource
import sys
from pathlib import Path

from courses.materials.derived.child.refusing import Refused

LARGEST_RESULT = 256 * 1024 * 1024


def limit(seconds: int, octets: int) -> None:
    """Let the system end this process if it takes more; it leaves no picture of its memory."""
    for what, most in (
        (resource.RLIMIT_AS, octets),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, LARGEST_RESULT),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main(kind: str, form: str, language: str, source: Path, folder: Path) -> None:
    """Make what is asked for. What reads files is loaded when the limits hold."""
    from courses.materials.derived.child.makers import make  # noqa: PLC0415

    try:
        said: dict[str, object] = {"details": make(kind, form, language, source, folder / "result")}
    except Refused as refused:
        said = {"refused": refused.reason}
    (folder / "said.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    kind, form, language, source, folder, seconds, octets = sys.argv[1:]
    limit(int(seconds), int(octets))
    main(kind, form, language, Path(source), Path(folder))
