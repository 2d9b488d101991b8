"""Household files (一户一档): the cover of each, and the contents in the prescribed order of its papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mzdocs.core.units import mm, pt
from mzdocs.derive.volumes import Entry, FiledPaper, HouseholdFile, household_files
from mzdocs.kinds.archive_paper import SMALLEST, Row, Ruled, compact, day, family, fitted, months, paper, part, span
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Part, Record

APPLICATION = "申请书"
"""What the kind of the paper is called by whose date a household asked for help."""

RULED = Ruled(6, 27, 8.5, {1: (10, 3.86), 2: (18, 3.86), 5: (5, 3.86)}, 0.9)
"""27 lines a page, as a program of the field has them (practice)."""

MOST_IN_A_FILE = 300
"""Households whose covers and contents stand in one PDF: larger ones neither print nor open well."""

_BLANK = Record(
    {"title": "题名", "number": f"档号{'　' * 16}"}, RULED.filled([]), {"family": family(""), "size": pt(11)}
)


def plan(data: StationData) -> Iterator[Document]:
    """All in binding order, first the covers, which go on stiff paper, then the contents; and a blank form.

    Very many households are in several files, of so many each.
    """
    found = household_files(data)
    if not found:
        return
    name = data.station.archive.fonds_name
    batches = [found[at : at + MOST_IN_A_FILE] for at in range(0, len(found), MOST_IN_A_FILE)]
    for number, some in enumerate(batches, 1):
        many = f"-{number:03}" if len(batches) > 1 else ""
        yield paper(
            data,
            f"household-files{many}",
            f"{name} 户内档案封面和目录" + (f"（{number}）" if many else ""),
            [part("household/cover.html", [_cover(name, file) for file in some]), _contents(list(map(_listed, some)))],
            [text for file in some for text in (file.number, file.household.number)],
            kind="household",
            least_type=SMALLEST,
        )
    blank = _contents([_BLANK])
    yield paper(data, "household-blank", f"{name} 户内目录（空白）", [blank], pages=1, kind="household")


def _contents(records: Sequence[Record]) -> Part:
    return part("household/contents.html", records)


def heading(file: HouseholdFile) -> str:
    """The title of a file: whose it is, and what kind of help."""
    return f"{file.household.head}{file.archive_class.name}档案"


def _cover(fonds_name: str, file: HouseholdFile) -> Record:
    household, archive_class = file.household, file.archive_class
    lines = (household.head, f"{archive_class.name}档案")
    classed = (archive_class.name, household.community, file.volume.retention)
    return Record(
        {
            "title": "\n".join(lines),
            "class": archive_class.name,
            "household": household.number,
            "community": household.community,
            "applied": _applied(file),
            "months": months(_entry(file).item.dates),
            "ended": day(household.left_on) if household.left_on else "",
            "retention": file.volume.retention,
            "extent": f"{household.documents} 份，{household.pages} 页",
            "bound": _bound(file),
            "number": file.number,
            "fonds_name": fonds_name,
        },
        design={
            "fonds_size": fitted([fonds_name], "biaosong", True, mm(140), pt(21)),
            "size": fitted(lines, "biaosong", True, mm(134), pt(28)),
            "said": fitted(classed, "fang", False, mm(104), pt(14)),
            "family": family(household.head, "biaosong", True),
        },
    )


def _applied(file: HouseholdFile) -> str:
    """The year of the application, and nothing where the file has none: it is written by hand then."""
    days = [filed.paper.dated for filed in file.papers if APPLICATION in filed.paper.kind]
    return f"{min(days).year}年" if days else ""


def _bound(file: HouseholdFile) -> str:
    volume, entry = file.volume, _entry(file)
    return f"{volume.number}　第 {span(entry.first_page, entry.last_page)} 页"


def _entry(file: HouseholdFile) -> Entry:
    return next(entry for entry in file.volume.entries if file.volume.item_number(entry) == file.number)


def _listed(file: HouseholdFile) -> Record:
    """Pages are those of the volume: only they are stamped on the sheets."""
    rows = [_row(filed, filed is file.papers[-1]) for filed in file.papers]
    values = {"title": f"题名　{heading(file)}", "number": f"档号　{file.number}"}
    size = fitted([values["title"]], "fang", False, mm(99), pt(11))
    return Record(values, RULED.filled(rows), {"family": family(values["title"]), "size": size})


def _row(filed: FiledPaper, last: bool) -> Row:
    found = filed.paper
    return (
        str(filed.order),
        found.responsible,
        found.title,
        compact(found.dated),
        span(filed.first_page, filed.last_page) if last else str(filed.first_page),
        found.note or "",
    )
