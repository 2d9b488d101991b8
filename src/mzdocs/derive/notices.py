"""Facts of a station and its district -> the tables of its notice boards, and by how much one would overflow.

What `templates/board/board.css` says of a notice's heights is said here again, on the safe side; a test compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from mzdocs.core.text import chinese_date
from mzdocs.core.units import Length, Size, mm
from mzdocs.derive import board_layout
from mzdocs.derive.board_layout import ems, lines_of
from mzdocs.model.boards import Standard
from mzdocs.model.people import Member
from mzdocs.model.signs_ordered import NoticeSubject
from mzdocs.model.station_data import StationData
from mzdocs.model.unified_design import SignSpec

Cell = tuple[str, ...]
"""The lines of a cell; none where it is one with the cell above."""
LINE, ROW, NOTE = 1.4, 0.85, 2.4
"""In em: a line of a cell, what a row has beside its lines, and the note below with what parts it from the table."""
LEAD = 1.25
"""How much larger the first line of a name's or an amount's cell is set."""
PORTRAIT = Size(mm(30), mm(42))
"""Of a member's photo: the smallest one that is taken still has 200 pixels to the inch at this width."""


@dataclass(frozen=True)
class NoticeTable:
    """A notice as it is set: its title, the heads of its columns, how wide these are in shares of 1, rows, a note.

    The first lines of its column `largest` are what is read from afar.
    """

    title: str
    heads: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str
    largest: int = 0

    def span(self, row: int, column: int) -> int:
        """How many rows a cell stands in: its own, and those below that have nothing there."""
        below = takewhile(lambda each: not each[column], self.rows[row + 1 :])
        return 1 + sum(1 for _ in below)


def notice(data: StationData, subject: NoticeSubject) -> NoticeTable:
    """What a notice of the subject says at the station."""
    if subject == "保障标准":
        return _standards(data)
    return _staff(data) if subject == "工作人员" else _monitors(data)


def staff_shown(data: StationData) -> tuple[Member, ...]:
    """Those in post on the day the station's signs are of."""
    return tuple(member for member in data.station.staff if member.in_post_on(data.station.issued_on))


def day_of(data: StationData, subject: NoticeSubject) -> date:
    """The day a notice is of: the signs' day of issue, or if a monitor shown begins later, the last to begin."""
    issued = data.station.issued_on
    if subject != "信息监督员":
        return issued
    first: list[date] = [m.terms[0].start for community in data.station.communities for m in community.current]
    return max([issued, *first])


def _standards(data: StationData) -> NoticeTable:
    """Amount by amount; what rests on the document of the amount above shares its cell."""
    grounds = [_ground(each) for each in data.district.standards]
    return NoticeTable(
        "保障标准公示",
        ("保障类别", "标准", "执行日期和依据"),
        (0.4, 0.25, 0.35),
        tuple(
            (_named(each), (yuan(each.amount), each.unit), ground if ground != above else ())
            for each, ground, above in zip(data.district.standards, grounds, [(), *grounds], strict=False)
        ),
        "办理以上事项不收取任何费用。",
        largest=1,
    )


def _named(standard: Standard) -> Cell:
    return (standard.name, standard.remark) if standard.remark else (standard.name,)


def _ground(standard: Standard) -> Cell:
    """The number on a line of its own: beside the title it would be broken."""
    number = (f"（{standard.number}）",) if standard.number else ()
    return f"自{chinese_date(standard.since)}起执行", f"《{standard.document}》", *number


def _staff(data: StationData) -> NoticeTable:
    rows = (
        (
            (each.name, each.post),
            tuple(filter(None, (each.duty, each.concurrent_post))),
            tuple(filter(None, (each.window, each.phone or data.station.phones.service))),
        )
        for each in staff_shown(data)
    )
    return NoticeTable(
        "人员岗位公示栏",
        ("姓名、职务", "分工", "窗口、电话"),
        (0.24, 0.44, 0.32),
        tuple(rows),
        "欢迎对工作人员的服务进行监督。",
    )


def _monitors(data: StationData) -> NoticeTable:
    rows = (
        (
            (community.name,),
            tuple(monitor.name for monitor in community.current),
            tuple(dict.fromkeys(monitor.phone for monitor in community.current)),
        )
        for community in data.station.communities
        if community.current
    )
    return NoticeTable(
        "民政信息监督员公示",
        ("社区（村）", "监督员", "工作电话"),
        (0.38, 0.34, 0.28),
        tuple(rows),
        "遇到困难、发现有人需要帮助，可以找本社区（村）的监督员。",
    )


def yuan(amount: float) -> str:
    """An amount without needless decimals: `860`, `12.5`."""
    return f"{amount:.2f}".rstrip("0").rstrip(".")


ON_BOARD = (board_layout.HEAD, board_layout.FOOT)


def overflow(
    table: NoticeTable, spec: SignSpec, portraits: bool = False, around: tuple[float, float] = ON_BOARD
) -> Length:
    """By how much the table is higher than its board at the least size of body text; 0 when it fits.

    `around` is what lies above and below it, in units of the board.
    """
    size, unit = board_layout.least_body(spec).mm, board_layout.unit(spec).mm
    width = (spec.size.width.mm - unit * 2 * board_layout.SIDE) / size
    height = (spec.size.height.mm - unit * sum(around)) / size
    beside = PORTRAIT.width.mm / size + 0.6 if portraits else 0.0
    shares = [share * (width - beside) - 1.2 for share in table.shares]
    least = PORTRAIT.height.mm / size if portraits else 0.0
    rows = (max(least, _lines(row, shares) * LINE) + ROW for row in table.rows)
    heads = LINE + ROW if table.heads else 0.0
    note = NOTE + LINE * lines_of(ems(table.note), width) if table.note else 0.0
    taken = heads + sum(rows) + note
    return Length(max(0.0, (taken - height) * size))


def _lines(row: Sequence[Cell], columns: Sequence[float]) -> float:
    """How many lines the fullest cell takes, in which the first line is set larger."""
    return max(
        sum(lines_of(ems(line) * (1 if n else LEAD), column, 1.5) * (1 if n else LEAD) for n, line in enumerate(cell))
        for cell, column in zip(row, columns, strict=True)
    )
