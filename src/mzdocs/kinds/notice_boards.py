"""Notice boards (公示牌): standards of benefit, staff, monitors, as the facts have them on the day of issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mzdocs.derive import notices
from mzdocs.derive.notices import PORTRAIT, NoticeTable
from mzdocs.kinds.board_frame import BoardContent, framed
from mzdocs.kinds.card_frame import photo_address
from mzdocs.model.signs_ordered import Notice, NoticeSubject
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, outlined

NAMES: Mapping[NoticeSubject, str] = {"保障标准": "standards", "工作人员": "staff", "信息监督员": "monitors"}


def plan(data: StationData) -> Iterator[Document]:
    """Each notice the station orders, and its outlined copy: `notice-standards`, `notice-staff`, `notice-monitors`."""
    for each in data.station.notices:
        made = _document(data, each)
        yield from (made, outlined(made))


def _document(data: StationData, ordered: Notice) -> Document:
    table = notices.notice(data, ordered.subject)
    portraits = _portraits(data) if ordered.subject == "工作人员" else ()
    content = BoardContent(
        name=f"notice-{NAMES[ordered.subject]}",
        title=table.title,
        template="board/notice.html",
        fields={
            "table": table,
            "portraits": [photo_address(name) if name else "" for name in portraits],
            "portrait": PORTRAIT,
            "subject": NAMES[ordered.subject],
        },
        expects=_texts(table),
        body=tuple(row[table.largest][0] for row in table.rows),
        style=f"公示 {ordered.subject}",
        depends=(table, portraits),
        issued_on=notices.day_of(data, ordered.subject),
        assets={photo_address(name): (data.photos[name], "image/jpeg") for name in portraits if name},
    )
    return framed(data, ordered, content)


def _portraits(data: StationData) -> tuple[str, ...]:
    """A photo for each member who is shown, where they have one; none at all where nobody has."""
    named = tuple(member.photo or "" for member in notices.staff_shown(data))
    return named if any(named) else ()


def _texts(table: NoticeTable) -> tuple[str, ...]:
    return (table.title, *(line for row in table.rows for cell in row for line in cell), table.note)
