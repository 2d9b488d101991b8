"""A word of the command line that has several names -> the code it means: a code, a title, a part of it, a group."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from mzdocs.cli.messages import say
from mzdocs.core.problems import Sentence

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class NamedChoice(click.ParamType[str]):
    """A choice by code, by title, by a part of a title that only one has, or by the title of a group.

    A group stands for all its codes: what is converted is one string of them, parted by blanks (`chosen`).
    """

    name = "named"

    def __init__(self, titles: Mapping[str, Sentence], groups: Mapping[str, Sequence[str]] | None = None) -> None:
        self.titles = titles
        self.groups = groups or {}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code or codes meant, of one word or of several that are parted by commas.

        Raises:
            click.BadParameter: none is, or several could be.
        """
        word = str(value).strip()
        names = {code: (code, title.zh, title.en) for code, title in self.titles.items()}
        exact = [code for code, each in names.items() if word in each]
        if not exact and word in self.groups:
            return " ".join(self.groups[word])
        found = exact or [code for code, each in names.items() if word and any(word in name for name in each)]
        if len(found) == 1:
            return found[0]
        several = [each for each in re.split("[,，、;；]", word) if each.strip()]
        if len(several) > 1:
            return " ".join(self.convert(each, param, ctx) for each in several)
        raise click.BadParameter(self._refusal(word, found), ctx, param)

    def shell_complete(self, *asked: Any) -> list[CompletionItem]:
        """Codes and titles that begin as the last of what is given."""
        from click.shell_completion import CompletionItem

        both = [(code, title.zh) for code, title in self.titles.items()]
        return [
            CompletionItem(name, help=title) for code, title in both for name in (code, title)
            if name.startswith(asked[-1])
        ]  # fmt: skip

    def _refusal(self, word: str, found: Sequence[str]) -> str:
        from mzdocs.core.nearest import nearest

        if found:
            which = "、".join(say(self.titles[code].zh, self.titles[code].en) for code in found)
            return say(f"“{word}”可以是 {which}，请写全", f"{word} can be {which}: write it whole")
        names = {say(title.zh, title.en): code for code, title in self.titles.items()}
        near = nearest(word, [*names, *self.titles])
        hint = say(f"，您是不是想写“{near}”？", f"; did you mean {near}?") if near else say("；", "; ")
        known = "、".join(self.shown())
        return say(f"没有“{word}”{hint}可选 {known}", f"there is no {word}{hint} One of {known}")

    def shown(self) -> list[str]:
        """Every choice as people write it."""
        return [say(title.zh, code) for code, title in self.titles.items()]


def chosen(values: Iterable[str]) -> tuple[str, ...]:
    """Every code of what was converted, once."""
    return tuple(dict.fromkeys(code for value in values for code in value.split()))
