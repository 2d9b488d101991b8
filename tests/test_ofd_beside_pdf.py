"""An OFD that somebody changed after it was made: its words, their places and its attachments are those of its PDF."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image

from mzdocs.core.problems import Location
from mzdocs.gbt33190 import ofd_pages
from mzdocs.preflight.ofd_copies import check_made

from .ofd_samples import altered, sample_ofd, sample_pdf

PAGE, NEXT = "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Pages/Page_1/Content.xml"
PNG = "Doc_0/Res/image_15.png"
CSV = "Doc_0/Attachs/catalogue.csv"
Change = Callable[[dict[str, bytes]], object]


def page(pattern: str, new: str) -> Change:
    """The first page with one place of it changed."""

    def change(parts: dict[str, bytes]) -> None:
        text = parts[PAGE].decode()
        parts[PAGE] = re.sub(pattern, new, text, count=1).encode()
        assert parts[PAGE].decode() != text

    return change


def painted(what: str) -> Change:
    return page("</ofd:Layer>", f"{what}</ofd:Layer>")


def area(box: str, path: str, more: str = 'Stroke="false" Fill="true"', colour: str = "") -> str:
    return (
        f'<ofd:PathObject ID="900" Boundary="{box}" {more}><ofd:FillColor Value="255 255 255"{colour}/>'
        f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def other_picture() -> bytes:
    """As large as the one of the sample, and black."""
    out = io.BytesIO()
    Image.new("RGB", (20, 10)).save(out, "PNG")
    return out.getvalue()


def saved_anew(parts: dict[str, bytes]) -> None:
    """The same dots in other bytes."""
    out = io.BytesIO()
    Image.open(io.BytesIO(parts[PNG])).convert("RGB").save(out, "PNG", compress_level=0)
    assert out.getvalue() != parts[PNG]
    parts[PNG] = out.getvalue()


WHOLE = "M 0 0 L 90 0 L 90 50 L 0 50 C"


def swapped(parts: dict[str, bytes]) -> None:
    text = parts[PAGE].decode().replace("林梦洁　低保", "低保　林梦洁")
    parts[PAGE] = text.encode()


def other_order(parts: dict[str, bytes]) -> None:
    parts[PAGE], parts[NEXT] = parts[NEXT], parts[PAGE]


FAULTS: dict[str, tuple[Change, str]] = {
    "a text moved": (page('Boundary="7.999 9.354', 'Boundary="9.999 9.354'), "O-PLACE"),
    "a text moved down": (page('Boundary="7.999 9.354', 'Boundary="7.999 9.654'), "O-PLACE"),
    "its first place moved": (page('X="0.001" Y="4.401"', 'X="1.001" Y="4.401"'), "O-PLACE"),
    "steps too wide": (page('DeltaX="g 5 5"', 'DeltaX="g 5 5.5"'), "O-PLACE"),
    "steps turned about": (page('DeltaX="g 5 5"', 'DeltaX="g 5 -5"'), "O-PLACE"),
    "a line turned": (page('Size="5">', 'Size="5" CTM="0 1 -1 0 0 0">'), "O-PLACE"),
    "two names changed about": (swapped, "O-PLACE"),
    "covered by an area": (painted(area("5 5 90 50", WHOLE)), "O-TEXT"),
    "covered by a picture": (painted('<ofd:ImageObject ID="901" Boundary="0 0 100 60" CTM="100 0 0 60 0 0" ResourceID="15"/>'), "O-TEXT"),
    "a word changed": (page("红字", "黑字"), "O-TEXT"),
    "pages changed about": (other_order, "O-TEXT"),
    "a picture of other dots": (lambda parts: parts.update({PNG: other_picture()}), "O-PICTURE"),
    "a picture gone": (page("<ofd:ImageObject [^>]*/>", ""), "O-PICTURE"),
    "a picture twice": (page("(<ofd:ImageObject )([^>]*/>)", r""), "O-PICTURE"),
    "a picture hidden": (page("<ofd:ImageObject ", '<ofd:ImageObject Visible="false" '), "O-PICTURE"),
    "a picture moved": (page('(<ofd:ImageObject ID="[0-9]+" Boundary=")([0-9.]+)', r"\g<1>30"), "O-PICTURE"),
    "a picture in its mirror": (page('CTM="20 0 0 10 0.001 0"', 'CTM="-20 0 0 10 20.001 0"'), "O-PICTURE"),
    "a picture that is none": (lambda parts: parts.update({PNG: b"no picture"}), "O-PICTURE"),
    "an attachment changed": (lambda parts: parts.update({CSV: b"x"}), "O-ATTACHED"),
    "an attachment gone": (lambda parts: parts.pop(CSV), "O-ATTACHED"),
    "an attachment renamed": (
        lambda parts: parts.update({"Doc_0/Attachs/Attachments.xml": parts["Doc_0/Attachs/Attachments.xml"].replace(b'Name="catalogue.csv"', b'Name="other.csv"')}),
        "O-ATTACHED",
    ),
}  # fmt: skip


def failed(data: bytes, source: bytes | None) -> set[str]:
    outcomes = check_made(data, source, Location("a.ofd"))
    return {each.rule for each in outcomes if each.problems and each.basis == "order"}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_was_changed_afterwards_is_found(fault):
    change, rule = FAULTS[fault]
    assert rule in failed(altered(change), sample_pdf())


def test_what_was_made_has_every_letter_where_its_pdf_has_it():
    assert failed(sample_ofd(), sample_pdf()) == set()
    first = ofd_pages(sample_ofd())[0].letters
    assert {"竖", "A"} <= {each[0] for each in first}, "the line that is turned is looked at, too"


NOT_COVERED: dict[str, Change] = {
    "half of it": painted(area("0 0 10 60", "M 0 0 L 10 0 L 10 60 L 0 60 C")),
    "a frame": painted(area("5 5 90 50", f"{WHOLE} M 1 1 L 89 1 L 89 49 L 1 49 C")),
    "not filled": painted(area("5 5 90 50", WHOLE, 'Stroke="true"')),
    "clear": painted(area("5 5 90 50", WHOLE, colour=' Alpha="0"')),
    "not seen": painted(area("5 5 90 50", WHOLE, 'Visible="false" Fill="true"')),
    "painted before": page(
        '<ofd:Layer Type="Body" ID="17">', f'<ofd:Layer Type="Body" ID="17">{area("5 5 90 50", WHOLE)}'
    ),
    "a picture of the same dots": saved_anew,
    "a hair beside its place": page('Boundary="7.999 9.354', 'Boundary="8.149 9.354'),
}


@pytest.mark.parametrize("variant", NOT_COVERED)
def test_what_hides_nothing_is_not_blamed(variant):
    assert failed(altered(NOT_COVERED[variant]), sample_pdf()) == set()


def test_without_its_pdf_nothing_is_said():
    outcomes = {each.rule: each for each in check_made(sample_ofd(), None, Location("a.ofd"))}
    assert all(outcomes[rule].not_run for rule in ("O-TEXT", "O-SAME", "O-PLACE", "O-PICTURE", "O-ATTACHED"))
