"""The accounts that the sign-in page of the demonstration offers. A real site has none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

from turin.config import Settings

_KEY = "turin.demonstration_accounts"


@dataclass(frozen=True, slots=True)
class Account:
    """An account to try the site with; ``shows`` says, in the reader's language, as whom."""

    name: str
    email: str
    password: str
    shows: str


def offer(app: Flask, accounts: Callable[[], Sequence[Account]]) -> None:
    """Show ``accounts`` on the sign-in page, in the demonstration mode alone."""
    settings: Settings = app.extensions["settings"]
    if settings.demo:
        app.extensions[_KEY] = accounts


def accounts() -> Sequence[Account]:
    """Return the accounts to offer to this reader: none on a real site."""
    offered: Callable[[], Sequence[Account]] = current_app.extensions.get(_KEY, tuple)
    return offered()
