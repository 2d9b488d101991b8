"""What clerks of other places did on their way from the empty folder to a badge, and which nobody had thought of."""

from __future__ import annotations

from tests.faults import STATION, Fault, slip
from tests.workbooks import Book, as_book, edit
from tests.workspaces import Workspace, line_of, replace

_PHOTO = "photos/001-001-01.png"


def _called_by_name(workspace: Workspace) -> None:
    def change(book: Book) -> None:
        book["社区·监督员"]["A3"] = "桃溪社区"

    edit(as_book(workspace), change)


def _photo(written: str) -> Fault:
    """A photo written otherwise than its file is called."""

    def spoil(workspace: Workspace) -> None:
        replace(workspace.station, _PHOTO, written)

    def where(workspace: Workspace) -> str:
        return f"{STATION}:{line_of(workspace.station, written)}:"

    return Fault(f"a photo written {written}", spoil, "MZ1305", where, "您是不是想写“photos/001-001-01.png”", exit=11)


FAULTS = (
    Fault("a community called by its name", _called_by_name, "MZ1237", "data/stations/taoyuan.xlsx 社区·监督员!A3",
          "是不是“001”"),
    slip("a village of a banner", ("    类型: 社区", "    类型: 嘎查"), "MZ1103", "您是不是想写“村”"),
    slip("a residents’ committee", ("    类型: 社区", "    类型: 居委会"), "MZ1103", "您是不是想写“社区”"),
    _photo("photos/001-001-1.png"),
    _photo("photos/001-001-01.PNG"),
    _photo("photos/001-001-01.jpg"),
    slip("a telephone left out", ("  监督: 0999-5551002\n", "  监督:\n"), "MZ1111", "这里空着"),
    slip("a day left out", ("制发日期: 2026-10-12", "制发日期:"), "MZ1109", "这里空着"),
    slip("a list typed with wide marks only",
         ("[座椅, 饮水机, 老花镜, 书写台, 无障碍通道]", "【座椅，饮水机、老花镜，书写台，无障碍通道】"), "MZ1016",
         "[座椅, 饮水机, 老花镜, 书写台, 无障碍通道]"),
    slip("a list of sentences in wide brackets, parted by plain commas",
         ("[座椅, 饮水机, 老花镜, 书写台, 无障碍通道]", "【座椅，两排, 饮水机】"), "MZ1016", "[座椅，两排, 饮水机]"),
)  # fmt: skip
