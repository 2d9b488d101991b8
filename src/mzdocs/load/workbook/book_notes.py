"""What people noted in a workbook: the comments it keeps of a YAML file, and those on its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from mzdocs.load.workbook.book_cells import open_book
from mzdocs.load.workbook.book_gate import past_gate
from mzdocs.load.workbook.book_looks import AUTHOR
from mzdocs.load.workbook.book_writing import NOTES
from mzdocs.load.workbook.sheet_head import mark_of


def notes_of(raw: bytes, file: str) -> Iterator[tuple[str, str]]:
    """Each with the key path it stood at.

    Raises:
        Stopped: the workbook cannot be read.
    """
    for sheet in open_book(raw, file).sheets:
        if mark_of(sheet) == NOTES:
            for row in sheet.rows[2:]:
                if len(row.cells) > 1:
                    yield row.cells[0].text, row.cells[1].text


def own_comments(raw: bytes, file: str) -> int:
    """How many cells bear a comment of somebody else than us.

    Raises:
        Stopped: the workbook cannot be read.
    """
    parts, count = past_gate(raw, file), 0
    for name in parts.namelist():
        if re.fullmatch(r"xl/(?:comments/)?comments?[0-9]*\.xml", name):
            tree = ElementTree.fromstring(parts.read(name))
            authors = [each.text or "" for each in tree.iterfind("{*}authors/{*}author")]
            said = (authors[int(each.get("authorId", "0"))] for each in tree.iterfind("{*}commentList/{*}comment"))
            count += sum(not author.startswith(AUTHOR) for author in said)
    return count
