"""Who makes what of which format. What reads a format is loaded when it is asked for."""

from importlib import import_module
from pathlib import Path
from typing import Any

HERE = "courses.materials.derived.child"
SOUND = ("mp3", "opus", "ogg", "m4a", "wav")
MAKERS = {
    ("picture", "pdf"): ("pdf", "picture"),
    ("contents", "pdf"): ("pdf", "contents"),
    ("text", "pdf"): ("text", "edition"),
    ("light", "pdf"): ("weight", "lighter"),
    ("text", "docx"): ("docx", "edition"),
} | {("light", form): ("sound", "lighter") for form in SOUND}


def make(kind: str, form: str, language: str, source: Path, result: Path) -> dict[str, Any]:
    """Make one thing of ``source``, and return its details. Raises Refused."""
    module, function = MAKERS[kind, form]
    maker = getattr(import_module(f"{HERE}.{module}"), function)
    details: dict[str, Any] = maker(source, result, language if kind == "text" else form)
    return details
