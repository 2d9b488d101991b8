"""The finished files of one archive beside each other: the same dates, numbers and pages wherever they are said."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import openpyxl
import pypdfium2 as pdfium
import pytest

from mzdocs.build.pipeline import plan
from mzdocs.build.produce import make_files
from mzdocs.derive.volumes import Volume, volumes
from mzdocs.kinds.archive_labels import boxes
from mzdocs.model.station_data import StationData

from . import workspaces

MM = 72 / 25.4
Months = tuple[tuple[int, int], tuple[int, int]]


class Archive:
    """What was made of a station's files, and its texts."""

    def __init__(self, data: StationData) -> None:
        self.data, self.volumes = data, volumes(data)
        documents = [document for document in plan(data, ("archive", "household")) if document.format != "sqlite"]
        self.files = {made.document.file: made.data for made in make_files(documents)}

    def pages(self, name: str) -> list[str]:
        with pdfium.PdfDocument(self.files[name]) as pdf:
            return [page.get_textpage().get_text_bounded().replace("\r", "") for page in pdf]

    def between(self, name: str, page: int, left: float, right: float) -> str:
        """The text of a page between two distances from its left edge, in millimetres."""
        with pdfium.PdfDocument(self.files[name]) as pdf:
            text = pdf[page].get_textpage().get_text_bounded(left=left * MM, right=right * MM)
            return squeezed(text)

    def of(self, volume: Volume) -> tuple[str, list[str], str]:
        """Cover, contents and remarks."""
        cover, *contents, remarks = self.pages(f"volume-{volume.name}.pdf")
        return cover, contents, remarks


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return Archive(workspaces.make(tmp_path_factory.mktemp("agreement")).station_data())


def months(text: str) -> Months:
    """The first and the last month a line of a cover or of the remarks says."""
    found = [(int(year), int(month)) for year, month in re.findall(r"(\d{4})年(\d+)月", squeezed(text))]
    assert len(found) in (1, 2), text
    return found[0], found[-1]


def said(text: str, pattern: str) -> str:
    found = re.search(pattern, squeezed(text))
    assert found, pattern
    return found[0]


def days_of(texts: list[str]) -> list[date]:
    """Dates of eight digits."""
    found = re.findall(r"(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?!\d)", " ".join(texts))
    return [date(int(year), int(month), int(day)) for year, month, day in found]


def month_span(days: list[date]) -> Months:
    first, last = min(days), max(days)
    return (first.year, first.month), (last.year, last.month)


def span_of(volume: Volume) -> Months:
    return month_span([*volume.dates])


def test_the_oldest_paper_of_a_household_counts_for_its_volume(archive: Archive) -> None:
    """Else the tests below would compare a thing with itself."""
    assert any(volume.dates[0] < min(entry.item.dated for entry in volume.entries) for volume in archive.volumes)


def test_cover_contents_and_remarks_say_the_same_dates(archive: Archive) -> None:
    for volume in archive.volumes:
        cover, contents, remarks = archive.of(volume)
        assert month_span(days_of(contents)) == span_of(volume)
        assert months(said(cover, "(自20.{1,20}月|20[^自]{3,6}月)")) == span_of(volume)
        assert months(said(remarks, "文件日期(自|均在)20[^；。]*月")) == span_of(volume)
        assert ("目录“日期”栏" in squeezed(remarks)) is not volume.archive_class.by_item


def test_cover_contents_and_remarks_say_the_same_numbers(archive: Archive) -> None:
    for volume in archive.volumes:
        cover, contents, remarks = archive.of(volume)
        extent = f"{len(volume.entries)}件"
        assert re.search(rf"本卷共{extent}(（一户一件）)?，{volume.pages}页", squeezed(cover))
        assert f"共{extent}、{volume.pages}页" in squeezed(remarks)
        first_pages = [str(entry.first_page) for entry in volume.entries]
        assert all(number in " ".join(contents) for number in (*first_pages, str(volume.pages)))


def test_the_list_of_volumes_says_the_same(archive: Archive) -> None:
    text = squeezed("".join(archive.pages("volume-list.pdf")))
    for volume in archive.volumes:
        (first, last), extent = span_of(volume), f"{len(volume.entries)}{volume.documents}{volume.pages}"
        dated = "—".join(dict.fromkeys(f"{year}.{month:02}" for year, month in (first, last)))
        assert re.search(rf"{volume.number}[^Z]*?{re.escape(dated)}{extent}", text), volume.number
    sums = [sum(getattr(volume, what) for volume in archive.volumes) for what in ("documents", "pages")]
    entries = sum(len(volume.entries) for volume in archive.volumes)
    assert f"合计{len(archive.volumes)}卷{entries}{sums[0]}{sums[1]}" in text


def test_spines_and_boxes_say_the_years_of_the_same_days(archive: Archive) -> None:
    left, page = 15.0, 0
    for volume in archive.volumes:
        if left + volume.spine.mm > 195.001:
            left, page = 15.0, page + 1
        text = archive.between("spines.pdf", page, left, left + volume.spine.mm)
        assert years(span_of(volume)) in text
        assert f"{volume.serial:03}" in text
        left += volume.spine.mm
    for at, box in enumerate(boxes(archive.volumes, by_community=False)):
        text = archive.between("box-labels.pdf", at // 2, 7 + 145 * (at % 2), 145 + 145 * (at % 2))
        span = min(span_of(each)[0] for each in box.volumes), max(span_of(each)[1] for each in box.volumes)
        assert text.count(years(span)) == 2
        assert f"{len(box.volumes)}卷" in text
        assert all(f"{each.serial:03}" in text for each in (box.volumes[0], box.volumes[-1]))


def years(span: Months) -> str:
    return "—".join(dict.fromkeys(str(year) for year, _ in span))


def test_covers_and_contents_of_households_add_up_to_their_volume(archive: Archive) -> None:
    pages = archive.pages("household-files.pdf")
    covers = [page for page in pages if "所在案卷" in page]
    contents = [page for page in pages if "材 料 目 录" in page or "材料目录" in squeezed(page)]
    entries = [(volume, entry) for volume in archive.volumes for entry in volume.entries if entry.item.household]
    assert len(covers) == len(contents) == len(entries)
    for (volume, entry), cover, listed in zip(entries, covers, contents, strict=True):
        assert volume.item_number(entry) in squeezed(cover)
        span = month_span([*entry.item.dates])
        assert month_span(days_of([listed])) == span
        told = "至".join(dict.fromkeys(f"{year}年{month}月" for year, month in span))
        assert told in squeezed(cover)


def test_the_catalogues_say_the_same_days(archive: Archive) -> None:
    tables = [
        list(csv.DictReader(io.StringIO(archive.files["catalogue.csv"].decode("utf-8-sig")))),
        json.loads(archive.files["catalogue.json"])["items"],
        sheet(archive.files["catalogue.xlsx"], "档案目录"),
    ]
    for items in tables:
        for volume in archive.volumes:
            own = [item for item in items if item["案卷档号"] == volume.number]
            assert len(own) == len(volume.entries)
            assert min(day(item["起始日期"]) for item in own) == volume.dates[0]
            assert max(day(item["终止日期"]) for item in own) == volume.dates[1]
            assert sum(int(item["页数"]) for item in own) == volume.pages
    listings = (
        json.loads(archive.files["catalogue.json"])["volumes"],
        sheet(archive.files["catalogue.xlsx"], "案卷目录"),
    )
    for listed in listings:
        known = {each["档号"]: (day(each["起始日期"]), day(each["终止日期"]), int(each["页数"])) for each in listed}
        assert known == {volume.number: (*volume.dates, volume.pages) for volume in archive.volumes}


def sheet(data: bytes, name: str) -> list[dict]:
    head, *rows = openpyxl.load_workbook(io.BytesIO(data))[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def day(value: object) -> date:
    return date.fromisoformat(str(value)[:10])


LABELS = ("spines.pdf", "box-labels.pdf", "filing-stamps.pdf", "number-stamps.pdf", "stamp-drawing.pdf")


def test_contents_have_one_size_of_type_and_no_list_a_smaller_one_than_nine_points(archive: Archive) -> None:
    for name in archive.files:
        if name.endswith(".pdf") and name not in LABELS:
            assert min(sizes(archive.files[name])) >= 9, name
    for volume in archive.volumes:
        with pdfium.PdfDocument(archive.files[f"volume-{volume.name}.pdf"]) as pdf:
            body = {size for size, top in sized(pdf[1]) if 60 < top < 280}
        assert body == {10}


def sizes(data: bytes) -> set[float]:
    with pdfium.PdfDocument(data) as pdf:
        return {size for page in pdf for size, _ in sized(page)}


def sized(page: pdfium.PdfPage) -> list[tuple[float, float]]:
    """Of each text: its size in points, and how far below the sheet's top it stands, in millimetres."""
    return [
        (round(each.get_font_size() * abs(each.get_matrix().d), 1), (page.get_height() - each.get_bounds()[3]) / MM)
        for each in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT])
    ]


def test_spines_and_boxes_have_type_of_seven_points_and_more(archive: Archive) -> None:
    assert min(sizes(archive.files["spines.pdf"])) >= 7
    assert min(sizes(archive.files["box-labels.pdf"])) >= 9
