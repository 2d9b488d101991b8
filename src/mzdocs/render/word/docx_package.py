"""A blank Word package with our styles, and the finished one -> the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from functools import cache
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml

from mzdocs.model.letter import Paper
from mzdocs.plan.document import Document
from mzdocs.render.word import style_sheet as ws

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: a part has no time of its own."""
_KEPT = {RT.STYLES, RT.SETTINGS, RT.FONT_TABLE, RT.FOOTER}
_KEPT_IN_PACKAGE = {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES}


def blank() -> Any:
    """An empty package with our styles."""
    return docx.Document(io.BytesIO(_blank_file()))


@cache
def _blank_file() -> bytes:
    """It is put together once: the library's template leaves a thumbnail, themes, its name."""
    package = docx.Document()
    _drop(package.part.rels, _KEPT)
    _drop(package.part.package.rels, _KEPT_IN_PACKAGE)
    _replace(package.styles.element, ws.styles_xml())
    _replace(package.settings.element, ws.settings_xml())
    package.part.part_related_by(RT.FONT_TABLE)._blob = ws.font_table_xml()
    file = io.BytesIO()
    package.save(file)
    return file.getvalue()


def _drop(relations: Any, kept: set[str]) -> None:
    for key in [key for key, relation in relations.items() if relation.reltype not in kept]:
        del relations[key]


def _replace(element: Any, xml: bytes) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(list(parse_xml(xml)))


def describe(package: Any, document: Document, paper: Paper) -> None:
    """Properties of the file: the paper's own author and day, and no trace of machine or library."""
    properties = package.core_properties
    properties.title, properties.author = document.title, paper.author
    properties.last_modified_by = paper.author
    properties.comments, properties.keywords, properties.language = "", "", "zh-CN"
    properties.created = properties.modified = datetime.fromisoformat(document.issued)
    properties.revision = 1


def zipped(package: Any) -> bytes:
    """The library dates each part with the time of day; here parts are sorted and have none."""
    saved, clean = io.BytesIO(), io.BytesIO()
    package.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(clean, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(part, source.read(name), compresslevel=9)
    return clean.getvalue()
