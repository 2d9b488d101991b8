"""Forms to write on by hand: the consultation register (查阅登记簿), and every form of the archive left blank."""

from __future__ import annotations

from collections.abc import Sequence

from mzdocs.kinds.archive_box_forms import blank_box_forms
from mzdocs.kinds.archive_destruction import blank_destruction
from mzdocs.kinds.archive_paper import LANDSCAPE, Row, Ruled, compact, foot, paper, part
from mzdocs.kinds.archive_transfer import blank_transfer
from mzdocs.kinds.archive_volume import contents, remarks
from mzdocs.model.client_files import Consultation
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, Part, Record

RULED = Ruled(10, 12, 12.0, {2: (5, 4.42), 3: (11, 4.42), 4: (13, 4.42), 6: (5, 4.42)}, 1.0)


def plan_consultations(data: StationData) -> Document:
    """What was entered, and lines to go on by hand: half a page of them at least."""
    entered = data.clients.consultations
    rows = RULED.filled([*map(_consultation, entered), *RULED.blank(RULED.lines // 2)])
    return paper(
        data,
        "consultation-register",
        f"{data.station.archive.fonds_name} 档案查阅登记簿",
        [consultations(data, rows)],
        expects=tuple(dict.fromkeys(each.number for each in entered)),
        size=LANDSCAPE,
        staff_only=True,
    )


def consultations(data: StationData, rows: Sequence[Row]) -> Part:
    """The register's page (查阅登记簿), with these rows."""
    values = {"foot": foot(data, data.station.archive.fonds_name, "抄录、复制须经批准")}
    return part("archive/consultations.html", [Record(values, rows)])


def _consultation(found: Consultation) -> Row:
    return (
        str(found.serial),
        compact(found.read_on),
        found.reader,
        found.unit,
        found.purpose,
        found.number,
        found.approved_by,
        "是" if found.copied else "否",
        compact(found.returned_on),
        "",
    )


def plan_blank(data: StationData) -> list[Document]:
    """Contents and remarks of a volume and of a box; what lies on its side is in files apart."""
    nothing = dict.fromkeys(("number", "said", "arranged_by", "checked_by", "arranged_on"), "")
    name = data.station.archive.fonds_name
    forms = [contents("", [], blank=True), remarks(nothing), *blank_box_forms()]
    disposal = [*blank_transfer(), *blank_destruction()]
    return [
        paper(data, "blank-forms", f"{name} 档案空白表格", forms, pages=len(forms)),
        paper(
            data,
            "blank-register",
            f"{name} 档案查阅登记簿（空白）",
            [consultations(data, RULED.filled([]))],
            size=LANDSCAPE,
            pages=1,
        ),
        paper(data, "blank-disposal", f"{name} 移交和销毁表格（空白）", disposal, size=LANDSCAPE, pages=len(disposal)),
    ]
