"""A YAML file's comments -> each with the key it stands at; and back above the part of the file that key is in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

from mzdocs.load.yaml_text.data_text import event_span
from mzdocs.load.yaml_tree import KeyPath, Tree, spell

Note = tuple[str, str]
"""The key path a comment stands above or beside, spelled, and its text without the sign; "" at the end of the file."""
_SIGN = re.compile(r"(?:^|(?<=[ \t]))#.*$", re.M)


def comments(text: str, tree: Tree) -> Iterator[Note]:
    """Every comment of a file that was read, in its order."""
    held = [
        event_span(event) for event in yaml.parse(text, Loader=yaml.CBaseLoader) if isinstance(event, yaml.ScalarEvent)
    ]
    taken = bytearray(len(text) + 1)
    for start, end in held:
        taken[start:end] = b"\1" * (end - start)
    marks = sorted((mark, path) for path, mark in tree.marks.items())
    start = 0
    for line, content in enumerate(text.splitlines(keepends=True), 1):
        found = next((sign for sign in _SIGN.finditer(content) if not taken[start + sign.start()]), None)
        if found:
            whole = not content[: found.start()].strip()
            yield spell(_path(marks, line, whole)), found[0].lstrip("#").strip()
        start += len(content)


def _path(marks: Sequence[tuple[tuple[int, int], KeyPath]], line: int, whole: bool) -> KeyPath:
    """What stands below a line of its own, or on the same line."""
    if whole:
        return next((path for (at, _), path in marks if at > line), ())
    return next((path for (at, _), path in reversed(marks) if at <= line), ())
