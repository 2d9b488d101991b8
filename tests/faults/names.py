"""What a clerk calls a station, a kind, a theme, a year on the command line, and it is none."""

from __future__ import annotations

from collections.abc import Callable

from tests.faults import Fault
from tests.workspaces import Workspace, line_of, replace

_CLIENTS, _PHOTO = "data/stations/taoyuan-clients.csv", "data/stations/photos/001-001-01.png"


def _nothing(workspace: Workspace) -> None:
    assert workspace.station.is_file()


def _second(workspace: Workspace) -> None:
    """Another station of a street that sounds alike in part: 桃林 beside 桃源."""
    text = workspace.station.read_text("utf-8").replace("澄江区桃源街道民政工作站", "澄江区桃林街道民政工作站")
    workspace.station.with_name("taolin.yaml").write_text(text.replace('街道代码: "001"', '街道代码: "077"'), "utf-8")


def _written(name: str) -> Callable[[Workspace], object]:
    return lambda workspace: (workspace.root / name).write_text("x", "utf-8")


def _station(name: str, word: str, *more: str, spoil: Callable[[Workspace], object] = _nothing) -> Fault:
    return Fault(name, spoil, "MZ7171", "工作站", "taoyuan（桃源街道）", command=("check", word, *more), exit=2)


def _other(name: str, word: str, what: str, spoil: Callable[[Workspace], object] = _nothing) -> Fault:
    return Fault(name, spoil, "MZ7173", "工作站", what, command=("check", word), exit=2)


def _traditional(name: str, key: str, old: str, new: str, intended: str) -> Fault:
    """A character of an old typewriter's list in an official text: told, and nothing stops."""
    return Fault(
        name, lambda workspace: replace(workspace.station, f"{key}: {old}", f"{key}: {new}"), "MZ4013",
        lambda workspace: f"data/stations/taoyuan.yaml:{line_of(workspace.station, new)}", intended, "提示", exit=0,
    )  # fmt: skip


FAULTS = (
    _traditional("a room in traditional characters", "名称", "民政服务窗口", "民政服務窗口", "務→务"),
    _traditional("a place in traditional characters", "名称", "档案室", "檔案室", "檔→档"),
    _traditional("a unit in traditional characters", "全宗名称", "澄江区", "澄江區", "區→区"),
    _station("a station's short name with two letters changed", "taoyaun"),
    _station("a station's short name in capitals", "TaoYuan"),
    _station("a station's file name misspelt", "data/stations/taoyaun.yaml"),
    _station("a street with a character that sounds alike", "桃圆街道"),
    _station("a street without its ending, and wrong", "陶源"),
    _station("a street spelt in letters with a blank", "tao yuan"),
    _station("a street in traditional characters", "桃源街導"),
    _station("a street code with a letter", "0o1"),
    _station("a station of another folder", "../taoyuan"),
    _station("a station that was never there", "nobody"),
    _other("a client table given as a station", _CLIENTS, "表格（CSV）"),
    _other("the station of a client table is offered", _CLIENTS, "taoyuan（桃源街道）"),
    _other("a photo given as a station", _PHOTO, "照片"),
    _other("a folder given as a station", "data/stations", "文件夹"),
    _other("a paper given as a station", "a.docx", "Word 文件", _written("a.docx")),
    _other("a text given as a station", "notes.txt", "别的文件", _written("notes.txt")),
    Fault("a part of two streets' names", _second, "MZ7172", "工作站", "taolin",
          command=("check", "民政工作站"), exit=2),
    Fault("a station of check-docx", _nothing, "MZ7171", "--station", "taoyuan（桃源街道）",
          command=("check-docx", "x.docx", "--station", "桃圆"), exit=2),
    Fault("a station of a search", _nothing, "MZ7171", "--station", "taoyuan（桃源街道）",
          command=("archive", "search", "春", "--station", "taoyaun"), exit=2),
    Fault("a theme by a colour", _nothing, "MZ3101", "--theme", "default、blue",
          command=("build", "--theme", "红色"), exit=2),
    Fault("a theme misspelt", _nothing, "MZ3101", "--theme", "是不是想写“blue”",
          command=("build-signage", "--theme", "bleu"), exit=2),
    Fault("a theme of the district's papers", _nothing, "MZ3101", "--theme", "是不是想写“default”",
          command=("district", "--theme", "defualt"), exit=2),
    Fault("a theme to be shown", _nothing, "MZ3101", "主题", "是不是想写“blue”",
          command=("theme", "show", "blu"), exit=2),
    Fault("a year that is not kept", _nothing, "MZ7151", "--year", "留存的年度：—",
          command=("check", "--year", "2025"), exit=2),
)  # fmt: skip
