"""What all archive papers share: their plan, and type sizes, dates and numbers as the forms write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from mzdocs.core.units import Length, Size, mm, pt
from mzdocs.design import fonts
from mzdocs.design.cell_lines import cell_lines
from mzdocs.design.fonts import Role
from mzdocs.model.district import ArchiveClass
from mzdocs.model.station_data import StationData
from mzdocs.plan.clearances import OF_PAPERS
from mzdocs.plan.document import A4, Document, Part, Record, Sheet

LANDSCAPE = Size(A4.height, A4.width)
READABLE = pt(9)
"""The smallest type of a list or a form (小五)."""
OF_A_LIST, OF_AN_INDEX = mm(262), mm(170)
"""How long a line at the foot of a page may be."""
SMALLEST = pt(7)
"""That of a label, and of a line that is set smaller where its text is long."""
Row = tuple[str, ...]
ONE_LINE: Mapping[int, float] = {}
"""No column's texts are parted."""


def paper(
    data: StationData,
    name: str,
    heading: str,
    parts: Sequence[Part],
    expects: Sequence[str] = (),
    size: Size = A4,
    pages: int | None = None,
    kind: str = "archive",
    attached: tuple[str, ...] = (),
    issued: date | None = None,
    least_type: Length = READABLE,
    staff_only: bool = False,
) -> Document:
    """One file of the archive, or of what goes on the notice board."""
    public = kind == "public-list"
    return Document(
        kind=kind,
        name=name,
        title=heading,
        set="public" if public else "archive",
        sheet=Sheet(size, safe=mm(4)),
        issued=(issued or data.station.archive.arranged_on).isoformat(),
        theme=data.theme,
        parts=tuple(replace(part, fields={"secret": data.secrecy, **part.fields}) for part in parts),
        expects=tuple(expects),
        pages=pages,
        standard="archival",
        clearances=OF_PAPERS,
        least_type=least_type,
        attached=attached,
        staff_only=staff_only,
    )


def part(template: str, records: Iterable[Record], **fields: object) -> Part:
    """Pages of one design; nothing of a station is in it, so that all stations share its compiled template."""
    return Part(template, tuple(records), fields)


def listing(
    template: str, rows: Sequence[Row], head: str, foot: str, ems: Mapping[int, float] = ONE_LINE, **fields: object
) -> Part:
    """A table that runs over as many pages as it takes, with a line above it and one at the foot of each page.

    `ems` is the room of the columns whose texts may take several lines.
    """
    parted = [in_cells(row, ems) for row in rows]
    return part(f"archive/{template}.html", [Record({"head": head, "foot": foot}, parted)], **fields)


def in_cells(row: Row, ems: Mapping[int, float]) -> Row:
    """A row whose texts, in columns of so many em, end their lines between words."""
    return tuple(_in_cell(text, ems[column]) if column in ems else text for column, text in enumerate(row))


def _in_cell(text: str, em: float) -> str:
    return "\n".join(cell_lines(text, em, fonts.face_for(text, "fang")))


def foot(data: StationData, *notes: str, width: Length = OF_A_LIST) -> str:
    """The line at the foot of a list: what there is to say, and who may have it, well apart; on two where it is long.

    As much as goes into the first line stands in it.
    """
    said, ems = (*notes, data.secrecy), width.mm / READABLE.mm
    fitting = (at for at in range(len(said), 1, -1) if _advance(_APART.join(said[:at])) <= ems)
    first = next(fitting, 1)
    return "\n".join(_APART.join(part) for part in (said[:first], said[first:]) if part)


_APART = "　　"


@dataclass(frozen=True)
class Ruled:
    """A form ruled to the foot of its pages: lines a page, the height of one in mm.

    `cells` are those a long text may make taller: column -> em in a line, mm from line to line;
    `inset` is what a cell's padding and border add to its lines.
    """

    columns: int
    lines: int
    height: float
    cells: Mapping[int, tuple[float, float]]
    inset: float

    def filled(self, rows: Sequence[Row]) -> list[Row]:
        """The rows, and empty ones to the foot of the last page.

        Where a row is taller than a line the last empty one is left out: a page more would be worse.
        """
        ems = {column: em for column, (em, _) in self.cells.items()}
        rows = [in_cells(row, ems) for row in rows]
        heights = [self._height(row) for row in rows]
        room, used = self.lines * self.height, 0.0
        for height in heights:
            used = height if used + height > room + 1e-6 else used + height
        empty = int((room - used) / self.height + 1e-6) if rows else self.lines
        grown = any(height > self.height for height in heights)
        return [*rows, *self.blank(empty - grown)]

    def blank(self, count: int) -> list[Row]:
        """Lines to write on."""
        return [("",) * self.columns] * count

    def _height(self, row: Row) -> float:
        tall = (lines_of(row[column], em) * line + self.inset for column, (em, line) in self.cells.items())
        return max(self.height, *tall)


def lines_of(text: str, em: float) -> int:
    """How many lines of so many em a text takes, near enough: a mark may not begin a line, and moves a character."""
    return sum(1 if len(line) <= em else ceil(_advance(line) / em) for line in text.split("\n") if line.strip())


def _advance(text: str) -> float:
    return fonts.advance(text, fonts.face_for(text, "fang"))


def family(text: str, role: Role = "fang", bold: bool = False) -> str:
    """The family that has the whole of a name, so that a rare character does not stand out."""
    return fonts.face_for(text, role, bold).family


def fitted(lines: Iterable[str], role: Role, bold: bool, width: Length, most: Length, least: float = 0.5) -> Length:
    """The largest size in whole points at which each line is no wider; a share of `most` at least, and there it wraps.

    The steps are coarse, so that many records share one compiled template.
    """
    sizes = [fonts.size_to_fill(line, role, bold, width) for line in lines if line.strip()]
    size = min(sizes, default=most)
    return max(most * least, SMALLEST, min(most, pt(int(size.pt + 1e-9))))


def deed_sizes(*names: str) -> dict[str, object]:
    """The design of a deed in whose lines these names stand: at one size, down to the smallest that is readable."""
    return {"size": max(READABLE, fitted(names, "fang", False, mm(104), pt(12)))}


def month(when: date) -> str:
    """2026年3月: no leading zero."""
    return f"{when.year}年{when.month}月"


def months(span: tuple[date, date]) -> str:
    """The first and the last month of a volume's papers (GB/T 9705-2008); one where they are the same."""
    first, last = map(month, span)
    return first if first == last else f"自 {first} 至 {last}"


def days(span: tuple[date, date]) -> str:
    """The first and the last day of an item's papers, in the two lines of a cell; one where they are the same."""
    return "—\n".join(dict.fromkeys(map(compact, span)))


def money(amount: int) -> str:
    """1,860.00 yuan; a dash where no amount was set."""
    return f"{amount:,.2f}" if amount else "—"


def years(span: tuple[int, int]) -> str:
    """2024, or 2024—2026."""
    return str(span[0]) if span[0] == span[1] else f"{span[0]}—{span[1]}"


def day(when: date) -> str:
    """2026年3月5日: no leading zeros."""
    return f"{when.year}年{when.month}月{when.day}日"


def compact(when: date | None) -> str:
    """Eight digits, as contents tables have it (DA/T 22-2000, 5.5.1.5); nothing for what has not come."""
    return f"{when:%Y%m%d}" if when else ""


def broken(number: str | None) -> str:
    """A document number in two lines, so that no line is left with a lone 号."""
    body, bracket, rest = (number or "").partition("〔")
    return f"{body}\n{bracket}{rest}" if bracket and body else body + bracket + rest


def span(first: int, last: int) -> str:
    """Pages from first to last: 3, or 3—8."""
    return str(first) if first == last else f"{first}—{last}"


def category(data: StationData, archive_class: ArchiveClass) -> str:
    """The category number (类别号), the same on cover, spine and box as in the archive number."""
    return f"{data.district.archive.kind_code}·{archive_class.code}"


def short(retention: str) -> str:
    """A retention period without the reason behind it."""
    return retention.partition("（")[0]
