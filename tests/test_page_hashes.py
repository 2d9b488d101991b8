"""The sums of pages: equal where pages look alike, different where they do not, in files of several kinds."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

import pikepdf
import pytest

from mzdocs import load
from mzdocs.build.district_common import load_common
from mzdocs.build.pipeline import Settings, planned, prepare
from mzdocs.build.produce import make_files
from mzdocs.pdf.page_hashes import DIGITS, page_hashes, picture_hashes

from . import workspaces
from .workspaces import Workspace, replace

KINDS = ("board", "badge", "archive", "household", "public-list")
BOARDS = ("board-gong-zuo-zhi-du", "notice-monitors")


def pdfs(space: Workspace) -> dict[str, bytes]:
    """Files of five kinds as the workspace's data make them; of the boards two, with their outlined copies."""
    found = load.Workspace(space.root)
    settings = Settings(KINDS)
    prepared = prepare(space.station, found, load_common(found), settings)
    plans = [
        plan for plan in planned(prepared, settings)
        if plan.kind != "board" or plan.name.removesuffix("-outlined") in BOARDS
    ]  # fmt: skip
    return {file.document.file: file.data for file in make_files(plans) if file.document.format == "pdf"}


def differing(before: Sequence[str], after: Sequence[str]) -> list[int]:
    """The pages, from 1, whose sums differ, with those one of the two does not have."""
    return [at for at, (a, b) in enumerate(zip_longest(before, after), 1) if a != b]


def differing_pictures(before: bytes, after: bytes) -> list[int]:
    """The pages that look otherwise."""
    return differing(picture_hashes(before), picture_hashes(after))


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return pdfs(workspaces.make(tmp_path_factory.mktemp("before")))


def edit(space: Workspace) -> None:
    """A telephone, an amount, a household's name, a sentence of a board, a community's population."""
    replace(space.station, "工作电话: 0999-5551101", "工作电话: 0999-5551177")
    replace(space.station, "人口: 6120", "人口: 6133")
    replace(space.district, "逐件登记起止日期", "逐件登记起止的日期")
    replace(space.table, ",400,2021-09-02,", ",428,2021-09-02,")
    replace(space.table, "万春生", "万秋生")


def test_pages_whose_sums_differ_are_the_pages_that_look_otherwise(before: Mapping[str, bytes], tmp_path: Path) -> None:
    space = workspaces.make(tmp_path / "after")
    edit(space)
    after = pdfs(space)
    assert set(after) == set(before)
    pages = changed = 0
    kinds_changed = set()
    for name, data in after.items():
        sums = page_hashes(data)
        by_sum, by_eye = differing(page_hashes(before[name]), sums), differing_pictures(before[name], data)
        assert by_sum == by_eye, name
        pages, changed = pages + len(sums), changed + len(by_eye)
        kinds_changed |= {name} if by_eye else set()
    assert {"badges.pdf", "badges-a4.pdf", "badges-outlined.pdf", "register.pdf"} < kinds_changed
    assert {"board-gong-zuo-zhi-du.pdf", "board-gong-zuo-zhi-du-outlined.pdf", "notice-monitors.pdf"} < kinds_changed
    assert 12 < changed < pages / 2, (changed, pages)


def test_a_sum_has_eight_digits_and_is_the_same_every_time(before: Mapping[str, bytes]) -> None:
    sums = page_hashes(before["badges.pdf"])
    assert sums == page_hashes(before["badges.pdf"]) and len(sums) == len(set(sums)) == 32
    assert {len(each) for each in sums} == {DIGITS}


# what a sum sees, one thing at a time


def rewritten(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """The file with one thing changed; a page has its content in one stream, before and after."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
        change(pdf)
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def first_image(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The first photo on any page, in a form or not."""
    return next(each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image")


def spoil_image(pdf: pikepdf.Pdf) -> None:
    image = first_image(pdf)
    data = bytearray(image.read_raw_bytes())
    data[len(data) // 2] ^= 1
    image.write(bytes(data), filter=image.get("/Filter"), decode_parms=image.get("/DecodeParms"))


def rename_fonts(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    content = page.Contents.read_bytes()
    fonts = page.obj.Resources.Font
    renamed = {}
    for key in list(fonts.keys()):
        renamed[f"{key}x"] = fonts[key]
        content = content.replace(key.encode() + b" ", key.encode() + b"x ")
    page.obj.Resources = pikepdf.Dictionary({**page.obj.Resources, "/Font": pikepdf.Dictionary(renamed)})
    page.Contents = pdf.make_stream(content)


def other_tag(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font" and "+" in str(each.BaseFont):
            each.BaseFont = pikepdf.Name("/ABCDEF+" + str(each.BaseFont).partition("+")[2])


def other_font(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font":
            each.BaseFont = pikepdf.Name(str(each.BaseFont) + "-Bold")


def use_more(pdf: pikepdf.Pdf) -> None:
    """A resource no page names."""
    pdf.pages[0].obj.Resources["/XObject"] = pikepdf.Dictionary({"/Unused": pdf.make_stream(b"0 0 9 9 re f")})


SAME = {"other names of fonts": rename_fonts, "another tag of a subset": other_tag, "what is not named": use_more}
OTHER = {
    "a box": lambda pdf: pdf.pages[0].obj.__setitem__("/CropBox", pikepdf.Array([1, 1, 200, 200])),
    "turned": lambda pdf: pdf.pages[0].obj.__setitem__("/Rotate", 90),
    "another font": other_font,
    "one operator": lambda pdf: pdf.pages[0].contents_add(b"1 0 0 rg 20 20 9 9 re f"),
}


@pytest.mark.parametrize("name", SAME)
def test_what_is_not_seen_does_not_count(name: str, before: Mapping[str, bytes]) -> None:
    data = rewritten(before["register.pdf"], lambda pdf: None)
    changed = rewritten(data, SAME[name])
    assert changed != data
    assert page_hashes(changed) == page_hashes(data)


@pytest.mark.parametrize("name", OTHER)
def test_what_is_seen_counts(name: str, before: Mapping[str, bytes]) -> None:
    data = rewritten(before["register.pdf"], lambda pdf: None)
    assert differing(page_hashes(data), page_hashes(rewritten(data, OTHER[name]))) == [1]


def test_a_photo_counts_on_the_pages_that_show_it(before: Mapping[str, bytes]) -> None:
    data = rewritten(before["badges.pdf"], lambda pdf: None)
    found = differing(page_hashes(data), page_hashes(rewritten(data, spoil_image)))
    assert len(found) == 1 and found[0] % 2 == 1, "the front of one card"


def renumbered(data: bytes, swap: bool) -> bytes:
    """Two codes of no character swapped in the font, and in the content where asked."""

    def change(pdf: pikepdf.Pdf) -> None:
        for font in (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)):
            if font.get("/Subtype") == "/Type0" and b"<e000>" in font.ToUnicode.read_bytes():
                for stream in (font.ToUnicode, font.Encoding):
                    stream.write(swapped(stream.read_bytes(), b"<e000>", b"<e001>"))
        for page in pdf.pages if swap else ():
            page.Contents.write(swapped(page.Contents.read_bytes(), b"\xe0\x00", b"\xe0\x01"))

    return rewritten(data, change)


def swapped(data: bytes, one: bytes, other: bytes) -> bytes:
    return data.replace(one, b"<<|>>").replace(other, one).replace(b"<<|>>", other)


def test_a_glyph_counts_by_what_it_draws_and_not_by_the_number_its_file_gave_it(before: Mapping[str, bytes]) -> None:
    data = rewritten(before["household-files.pdf"], lambda pdf: None)
    same, other = renumbered(data, swap=True), renumbered(data, swap=False)
    assert differing_pictures(data, same) == [] != differing_pictures(data, other)
    assert differing(page_hashes(data), page_hashes(same)) == []
    assert differing(page_hashes(data), page_hashes(other)) == differing_pictures(data, other)


def test_pages_that_came_or_went_differ(before: Mapping[str, bytes]) -> None:
    data = rewritten(before["household-files.pdf"], lambda pdf: None)
    less = rewritten(data, lambda pdf: pdf.pages.__delitem__(-1))
    count = len(page_hashes(data))
    assert differing(page_hashes(data), page_hashes(less)) == differing_pictures(less, data) == [count]
