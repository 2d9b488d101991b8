"""Templates made for a test, merged with records and laid out straight, and how alike the two are."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageChops

from mzdocs import vdp
from mzdocs.build.produce import merge_settings
from mzdocs.core.problems import Location
from mzdocs.core.units import mm
from mzdocs.plan.document import A4, Document, Part, Record, Sheet
from mzdocs.render import engine, templates
from mzdocs.render.justify import justify
from mzdocs.render.templates import art, fill_part, style_sheets

PAGE = """{% extends "_house/page.html" %}{% block body %}<style>CSS</style>
{% for record in records %}BODY{% endfor %}{% endblock %}"""
DOTS = 200


class Bench:
    """A folder of templates before those of the house."""

    def __init__(self, folder: Path, patch) -> None:
        self.folder = folder
        own = templates.search_path
        patch.setattr(templates, "search_path", lambda theme: [folder, *own(theme)])
        templates._environment.cache_clear()
        self.cache = vdp.TemplateCache(folder / "cache")

    def part(self, css: str, body: str, records: Sequence[Record], **fields: object) -> Part:
        name = f"test/{abs(hash((css, body)))}.html"
        (self.folder / "test").mkdir(exist_ok=True)
        text = PAGE.replace("CSS", css).replace("BODY", body)
        (self.folder / name).write_text(text, encoding="utf-8")
        return Part(name, records, fields)

    def merged(self, document: Document) -> bytes:
        out = io.BytesIO()
        self.report = vdp.merge(document, merge_settings(document), out, self.cache)
        return out.getvalue()


def document(*parts: Part, standard="plain", **more) -> Document:
    facts = {"kind": "archive", "name": "x", "title": "试页", "set": "archive", "issued": "2026-10-12"}
    return Document(**facts, sheet=Sheet(A4, safe=mm(4)), standard=standard, parts=parts, **more)


def straight(made: Document) -> bytes:
    """The same records as the layout engine alone lays them out, one after the other."""
    out = pikepdf.new()
    for part in made.parts:
        for record in part.records:
            html = fill_part(made, part, [record])
            assets = {**art(made.kind, made.theme), **made.assets}
            pages = justify(engine.lay_out(html, style_sheets(made.kind, made.theme), assets, Location("straight")))
            with pikepdf.open(io.BytesIO(pages.write("plain"))) as source:
                out.pages.extend(source.pages)
    written = io.BytesIO()
    out.save(written)
    return written.getvalue()


def pictures(data: bytes, dots: int = DOTS) -> list[Image.Image]:
    with pdfium.PdfDocument(data) as view:
        return [page.render(scale=dots / 72).to_pil().convert("RGB") for page in view]


def differing(one: bytes, other: bytes, dots: int = DOTS) -> list[int]:
    """For each page, how many pixels differ at all."""
    pairs = zip(pictures(one, dots), pictures(other, dots), strict=True)
    return [
        sum(ImageChops.difference(a, b).convert("L").point(lambda v: v and 255).histogram()[255:]) for a, b in pairs
    ]


Box = tuple[float, float, float, float]


def characters(data: bytes) -> list[dict[str, list[Box]]]:
    """For each page, where every character stands, in points."""
    pages = []
    with pdfium.PdfDocument(data) as view:
        for page in view:
            text, found = page.get_textpage(), {}
            for at in range(text.count_chars()):
                found.setdefault(text.get_text_range(at, 1), []).append(text.get_charbox(at))
            pages.append({char: boxes for char, boxes in found.items() if char.strip()})
    return pages


def farthest(one: bytes, other: bytes) -> float:
    """How many device pixels any character is away from its like in the other file; both have the same ones."""
    most = 0.0
    for here, there in zip(characters(one), characters(other), strict=True):
        assert {char: len(boxes) for char, boxes in here.items()} == {char: len(boxes) for char, boxes in there.items()}
        most = max([most, *(_away(box, there[char]) for char, boxes in here.items() for box in boxes)])
    return most * DOTS / 72


def _away(box: Box, others: Sequence[Box]) -> float:
    return min(max(abs(x - y) for x, y in zip(box, other, strict=True)) for other in others)
