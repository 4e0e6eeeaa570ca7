"""The forms of a page as a browser finds them, by name, with what their fields hold."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from typing_extensions import override

UNSENT = {"button", "image", "reset", "file"}
CHOSEN = {"radio", "checkbox", "submit"}  # a button is sent if it is pressed


@dataclass
class Field:
    """A field: its kind (``text``, ``select`` ...), what it holds, and what can be chosen."""

    kind: str
    needed: bool = False
    values: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form: where it goes, how, its fields by name, and the endpoint that takes it.

    ``refused`` is the status with which it was refused when it was filled in sensibly.
    """

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)
    to: str = ""
    refused: str = ""


def forms_of(page: str) -> list[Form]:
    """Return the forms of a page, in order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.forms


class _Reader(HTMLParser):
    """Gathers forms; fields outside of any are no form's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._name: str | None = None  # of the select or textarea that is open
        self._text: list[str] | None = None

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(has.get("action", ""), has.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "input" and has.get("name"):
            self._input(has)
        elif tag == "button" and has.get("name"):
            self._input({"type": "submit"} | has)
        elif tag in {"select", "textarea"} and has.get("name"):
            self._name = has["name"]
            self._form.fields.setdefault(self._name, Field(tag, "required" in has))
            self._text = [] if tag == "textarea" else None
        elif tag == "option" and self._name:
            found = self._form.fields[self._name]
            found.options.append(has.get("value", ""))
            if "selected" in has:
                found.values.append(has.get("value", ""))

    @override
    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._form and self._name and self._text is not None:
            self._form.fields[self._name].values.append("".join(self._text).removeprefix("\n"))
            self._name = self._text = None
        elif tag == "select":
            self._name = None

    def _input(self, has: dict[str, str]) -> None:
        kind, value = has.get("type", "text"), has.get("value", "")
        if kind == "text" and has.get("inputmode") == "numeric":
            kind = "number"
        if kind in UNSENT or self._form is None:
            return
        found = self._form.fields.setdefault(has["name"], Field(kind, "required" in has))
        if kind in CHOSEN:
            found.options.append(value or "on")
        if kind not in CHOSEN or "checked" in has:
            found.values.append(value)
