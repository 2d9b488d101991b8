"""A file that draws itself is refused with a sentence, before anything renders it; what only names itself is not."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from mzdocs.core.problems import Location, Stopped
from mzdocs.pdf.drawing_depth import DEEPEST, MOST, DrawsItself, refuse_endless
from mzdocs.preflight import Expectations, examine
from mzdocs.preflight.any_file import examine_file
from mzdocs.preflight.pictures.code_pictures import UNREADABLE_PICTURE, codes_in

Build = Callable[[pikepdf.Pdf], Dictionary]


def form(pdf: pikepdf.Pdf, content: bytes, resources: Dictionary | None = None, **more: object) -> pikepdf.Object:
    made = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 90, 90], **more)
    if resources is not None:
        made.Resources = resources
    return made


def named(**forms: object) -> Dictionary:
    return Dictionary(XObject=Dictionary(**forms))


def file(build: Build) -> bytes:
    """A page whose resources are these."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(300, 200))
        pdf.pages[0].obj.Resources = build(pdf)
        pdf.pages[0].Contents = pdf.make_stream(b"/F Do")
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def itself(content: bytes) -> Build:
    def build(pdf: pikepdf.Pdf) -> Dictionary:
        made = form(pdf, content)
        made.Resources = named(F=made)
        return named(F=made)

    return build


def each_other(pdf: pikepdf.Pdf) -> Dictionary:
    one, other = form(pdf, b"/G Do"), form(pdf, b"/F Do")
    one.Resources = other.Resources = named(F=one, G=other)
    return named(F=one)


def through_its_page(pdf: pikepdf.Pdf) -> Dictionary:
    """It has no resources of its own: it draws by those of the page."""
    return named(F=form(pdf, b"/F Do"))


def pattern(pdf: pikepdf.Pdf) -> Dictionary:
    tile = pdf.make_stream(b"/Pattern cs /T scn 0 0 9 9 re f", PatternType=1, BBox=[0, 0, 9, 9], XStep=9, YStep=9)
    tile.Resources = Dictionary(Pattern=Dictionary(T=tile))
    return tile.Resources


def mask(pdf: pikepdf.Pdf) -> Dictionary:
    group = form(pdf, b"/S gs 0 0 9 9 re f", Group=Dictionary(S=Name.Transparency))
    group.Resources = Dictionary(ExtGState=Dictionary(S=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group))))
    return group.Resources


def nested(levels: int, times: int = 1) -> Build:
    """Forms in each other, so many levels, each drawing the next so many times."""

    def build(pdf: pikepdf.Pdf) -> Dictionary:
        made = form(pdf, b"0 0 9 9 re f")
        for _ in range(levels - 1):
            made = form(pdf, b"/F Do " * times, named(F=made))
        return named(F=made)

    return build


def refused(data: bytes) -> bool:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        try:
            refuse_endless(pdf)
        except DrawsItself:
            return True
    return False


ENDLESS = [
    itself(b"/F Do"), itself(b"/F Do /F Do"), itself(b"q 1 0 0 1 1 1 cm /F Do Q"), each_other, through_its_page,
    pattern, mask, nested(DEEPEST + 1), nested(2000), nested(10, 3), nested(40, 2),
]  # fmt: skip
PLAIN = [
    itself(b"0 0 9 9 re f"),
    nested(DEEPEST),
    nested(9, 3),
    lambda _: Dictionary(),
    lambda _: named(F=Dictionary()),
]


def test_the_limits_are_on_either_side():
    assert sum(3**level for level in range(9)) < MOST < sum(3**level for level in range(10))


@pytest.mark.parametrize("build", ENDLESS)
def test_what_draws_itself_or_others_without_end_is_refused(build):
    data = file(build)
    assert refused(data)
    (problem,) = examine(data, Expectations(), "press", Location("x.pdf")).problems
    assert problem.code == "MZP84"


@pytest.mark.parametrize("build", PLAIN)
def test_what_ends_is_not(build):
    assert not refused(file(build))


def test_a_file_of_others_is_refused_with_the_same_sentence(tmp_path):
    path = tmp_path / "x.pdf"
    path.write_bytes(file(itself(b"/F Do /F Do")))
    with pytest.raises(Stopped) as stopped:
        examine_file(path)
    assert [problem.code for problem in stopped.value.problems] == ["MZP84"]


def test_a_scan_that_draws_itself_is_no_picture():
    with pytest.raises(Stopped) as stopped:
        codes_in(file(itself(b"/F Do /F Do")), Location("x.pdf"))
    assert [problem.problem_type for problem in stopped.value.problems] == [UNREADABLE_PICTURE]
