"""Commands by name, each loaded when it is first asked for, so that any of them starts without the others."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Iterator, Mapping
from importlib import import_module

import click

from mzdocs.cli.command_table import CommandEntry
from mzdocs.cli.help_page import PageContext


class LazyCommands(UserDict[str, click.Command]):
    """The commands of a table as click's groups want them; `table` says what each does before it is loaded."""

    def __init__(self, table: Mapping[str, CommandEntry]) -> None:
        super().__init__()
        self.table = table

    def __getitem__(self, name: str) -> click.Command:
        if name not in self.data:
            module, attribute = self.table[name].place.split(":")
            command = getattr(import_module(f"mzdocs.cli.{module}"), attribute)
            command.context_class = PageContext
            self.data[name] = command
        return self.data[name]

    def __contains__(self, name: object) -> bool:
        return name in self.table

    def __iter__(self) -> Iterator[str]:
        return iter(self.table)

    def __len__(self) -> int:
        return len(self.table)


class LazyGroup(click.Group):
    """A group of such commands: its help is told from the table."""

    context_class = PageContext
    commands: LazyCommands

    def described(self) -> list[tuple[str, str]]:
        """Each command's name and what it does."""
        return [(name, self.commands.table[name].does) for name in sorted(self.commands)]
