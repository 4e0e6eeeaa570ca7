"""The commands of the foundation, and how ``flask`` finds those that a page has no use for."""

from functools import cached_property
from importlib import import_module

import click
from flask import Flask
from flask.cli import AppGroup
from typing_extensions import override

from turin.backup.commands import backup, restore_check
from turin.mail.commands import mail


class Later(AppGroup):
    """A group of commands whose module is imported once one of them is asked for.

    A web server is spared what they stand on. The module names its group as the command is named.
    """

    def __init__(self, name: str, module: str, help: str) -> None:  # noqa: A002 - Click's word
        super().__init__(name, help=help)
        self._module = module

    @cached_property
    def _group(self) -> click.Group:
        group: click.Group = getattr(import_module(self._module), str(self.name))
        return group

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return self._group.list_commands(ctx)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return self._group.get_command(ctx, cmd_name)


def init_app(app: Flask) -> None:
    """Add the commands to ``flask``."""
    app.cli.add_command(Later("database", "turin.db.commands", "Bring the database up to date."))
    app.cli.add_command(Later("storage", "turin.storage.commands", "Look after stored files."))
    app.cli.add_command(mail)
    app.cli.add_command(backup)
    app.cli.add_command(restore_check)
