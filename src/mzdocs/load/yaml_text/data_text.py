"""A data file's text, changed at places of its tree and nowhere else: every other byte, comments too, stays."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import yaml

from mzdocs.core.text import normal
from mzdocs.load.yaml_tree import KeyPath


@dataclass(frozen=True)
class TextSpan:
    """Where a key or a value stands in the text, and whether it is written in braces or brackets."""

    start: int
    end: int
    flow: bool = False


@dataclass(frozen=True)
class Edit:
    """What is put in the place of a piece of the text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class DataText:
    """The text of a file that was read before: it is known to be sound."""

    raw: bytes

    @cached_property
    def text(self) -> str:
        """All of it without the mark at its beginning."""
        return self.raw.decode("utf-8-sig")

    @cached_property
    def newline(self) -> str:
        """How its lines end."""
        return "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def _places(self) -> tuple[dict[KeyPath, TextSpan], dict[KeyPath, TextSpan]]:
        keys: dict[KeyPath, TextSpan] = {}
        values: dict[KeyPath, TextSpan] = {}
        _Spans(yaml.parse(self.text, Loader=yaml.CBaseLoader), keys, values).read()
        return keys, values

    @property
    def in_lines(self) -> bool:
        """Whether each entry of the file stands on lines of its own, not in braces with the others."""
        return not self._places[1][()].flow

    def has(self, key: str) -> bool:
        """Whether the file has an entry of this key."""
        return (key,) in self._places[0]

    def replaced(self, path: KeyPath, new: str) -> Edit:
        """Another value in the place of one, in quotes where that was."""
        place = self._places[1][path]
        quote = self.text[place.start] if self.text[place.start] in "'\"" else ""
        return Edit(place.start, place.end, f"{quote}{new}{quote}")

    def plainly(self, path: KeyPath) -> str | None:
        """A value as it stands between its quotes, if any, on one line; None where it is written in another way."""
        place = self._places[1][path]
        written = self.text[place.start : place.end]
        quoted = re.fullmatch(r"""'([^'\n]*)'|"([^"\\\n]*)\"""", written)
        if quoted:
            return quoted[1] if quoted[1] is not None else quoted[2]
        return None if not written or written[0] in "\"'|>[{" or "\n" in written else written

    def renamed(self, path: KeyPath, new: str) -> Edit:
        """Another key in the place of one, its value left as it is."""
        place = self._places[0][path]
        return Edit(place.start, place.end, new)

    def line_of(self, path: KeyPath) -> int:
        """The line, from 1, on which the value of a path begins."""
        return self.text.count("\n", 0, self._places[1][path].start) + 1

    def taken_out(self, key: str, note: str) -> Edit:
        """A note in the place of an entry of the file, a comment line."""
        start, end = self._lines(key)
        return Edit(start, end, f"# {note}{self.newline}")

    def commented_out(self, key: str, note: str) -> Edit:
        """An entry of the file left to read as comment lines, below a note."""
        start, end = self._lines(key)
        lines = self.text[start:end].splitlines(keepends=True)
        return Edit(
            start, end, f"# {note}{self.newline}" + "".join(f"# {each}" if each.strip() else each for each in lines)
        )

    def added(self, path: KeyPath, value: str) -> Edit:
        """Another item at the end of a list that is there."""
        place = self._places[1][path]
        if place.flow:
            items = any(each[:-1] == path for each in self._places[1] if each)
            return Edit(place.end - 1, place.end - 1, f", {value}" if items else value)
        end = self._line_end(place)
        return Edit(end, end, f"{self.newline}{' ' * self._column(place.start)}- {value}")

    def followed(self, path: KeyPath, key: str, value: str) -> Edit:
        """A new entry behind one that is there, in the same mapping."""
        around, place = self._places[1][path[:-1]], self._places[1][path]
        if around.flow:
            return Edit(place.end, place.end, f", {key}: {value}")
        end = self._line_end(place)
        return Edit(end, end, f"{self.newline}{' ' * self._column(self._places[0][path].start)}{key}: {value}")

    def with_edits(self, edits: Iterable[Edit]) -> bytes:
        """The file with all of them made; none touches another."""
        text = self.text
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        mark = codecs.BOM_UTF8 if self.raw.startswith(codecs.BOM_UTF8) else b""
        return mark + text.encode("utf-8")

    def _lines(self, key: str) -> tuple[int, int]:
        """An entry of the file from the begin of its first line to that of the line after its last."""
        keys, values = self._places
        start, after = keys[(key,)].start, self._line_end(values[(key,)])
        return start - self._column(start), (self.text.find("\n", after) + 1) or len(self.text)

    def _line_end(self, place: TextSpan) -> int:
        """The end of the line a value ends on; a text of lines has blank ones behind it that are not its own."""
        last = len(self.text[: place.end].rstrip())
        found = self.text.find("\n", last)
        return len(self.text) if found < 0 else found - (self.text[found - 1] == "\r")

    def _column(self, at: int) -> int:
        return at - (self.text.rfind("\n", 0, at) + 1)


@dataclass(frozen=True)
class _Spans:
    """Walks through the parser's events as the reader does, and notes where each begins and ends."""

    events: Iterator[yaml.Event]
    keys: dict[KeyPath, TextSpan]
    values: dict[KeyPath, TextSpan]

    def read(self) -> None:
        for event in self.events:
            if isinstance(event, yaml.NodeEvent):
                self._value(event, ())

    def _value(self, event: yaml.Event, path: KeyPath) -> int:
        """Note a value with all in it; where it ends, comments behind it not counted."""
        start, end = event_span(event)
        flow = bool(getattr(event, "flow_style", False))
        if isinstance(event, yaml.MappingStartEvent):
            end = self._mapping(path, end, flow)
        elif isinstance(event, yaml.SequenceStartEvent):
            end = self._sequence(path, end, flow)
        self.values[path] = TextSpan(start, end, flow)
        return end

    def _mapping(self, path: KeyPath, end: int, flow: bool) -> int:
        for event in self.events:
            if not isinstance(event, yaml.ScalarEvent):
                return event_span(event)[1] if flow else end
            key = (*path, normal(event.value))
            self.keys[key] = TextSpan(*event_span(event))
            end = self._value(next(self.events), key)
        return end

    def _sequence(self, path: KeyPath, end: int, flow: bool) -> int:
        for number, event in enumerate(self.events):
            if isinstance(event, yaml.SequenceEndEvent):
                return event_span(event)[1] if flow else end
            end = self._value(event, (*path, number))
        return end


def event_span(event: yaml.Event) -> tuple[int, int]:
    """Where an event begins and ends in its text."""
    assert event.start_mark is not None
    assert event.end_mark is not None
    return event.start_mark.index, event.end_mark.index
