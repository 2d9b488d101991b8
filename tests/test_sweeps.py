"""A small sample of every long proof of `make gate`; and that each of them would see what it is there to see."""

from __future__ import annotations

import dataclasses
import os
import signal
import sys
from importlib import import_module
from pathlib import Path

import pytest

from mzdocs.cli.command_table import ARCHIVE_COMMANDS, BADGE_COMMANDS, COMMANDS, THEME_COMMANDS

from .sweeps import __main__ as gate
from .sweeps import (
    canaries,
    crashes,
    cut_files,
    data_changes_points,
    digits,
    every_command,
    glyphs,
    killed,
    payloads,
    pictures,
    power,
    spoilt_inputs,
    spoilt_workspaces,
)
from .sweeps.__main__ import AT_ONCE, PROOFS
from .sweeps.canaries import Canary
from .sweeps.figure import Figure
from .sweeps.forked import Child, in_child
from .sweeps.mounted import NOT_ALLOWED
from .sweeps.two_stations import words_wrong
from .sweeps.watched import elsewhere, understood
from .workspaces import Workspace

OLDER = {"names"}
"""Has tests of its own."""


def figure_of(name: str) -> Figure:
    found: Figure = import_module(f"tests.sweeps.{name}").FIGURE
    return found


@pytest.mark.parametrize("name", [each for each in PROOFS if each not in OLDER])
def test_a_sample_of_it_is_as_it_should_be(name: str, tmp_path: Path) -> None:
    figure = figure_of(name)
    assert figure.sample <= figure.count <= figure.full
    seen = figure.run(figure.sample, tmp_path)
    assert seen.wrong == []
    assert seen.outcomes or seen.not_run == NOT_ALLOWED


def test_all_have_an_hour_together() -> None:
    assert sum(PROOFS.values()) <= AT_ONCE * 3_600
    assert [*PROOFS.values()] == sorted(PROOFS.values(), reverse=True)


def test_a_proof_that_fails_fails_the_gate(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(gate.sys, "argv", ["sweeps", "nowhere"])
    monkeypatch.setitem(PROOFS, "nowhere", 1)
    assert gate.main() == 1
    assert "No module named tests.sweeps.nowhere\n    0 of 1 s of processor time\n" in capsys.readouterr().out


def test_every_command_has_its_turn() -> None:
    groups = {"archive": ARCHIVE_COMMANDS, "badge": BADGE_COMMANDS, "theme": THEME_COMMANDS}
    all_there_are = {(name,) for name in COMMANDS if name not in groups}
    all_there_are |= {(group, name) for group, names in groups.items() for name in names}
    given = {line[:2] if line[0] in groups else line[:1] for line in every_command.COMMANDS}
    assert given == all_there_are


# each sees what it is there to see


@pytest.mark.parametrize(
    ("code", "said", "new"),
    [
        (0, "", 1),
        (15, "2 处错误，没有生成；原有的成品没有改动。", 1),
        (15, "1 处错误。2 个工作站中 1 个已经换新。", 2),
        (130, "已中断；已经换新 2 个：a、b；别的原有的成品没有改动。", 1),
        (15, "1 处错误。", 0),
        (70, "程序故障 MZ9000：KeyError；原有的成品没有改动。", 0),
        (15, "Traceback …没有改动", 0),
    ],
)
def test_a_wrong_word_is_seen(code: int, said: str, new: int) -> None:
    assert [*words_wrong(Child(code, said), new, 2)]


@pytest.mark.parametrize(
    ("code", "said", "new"),
    [
        (0, "", 2),
        (15, "2 处错误，没有生成；原有的成品没有改动。", 0),
        (15, "1 处错误。2 个工作站中 1 个已经换新。另有 1 个工作站没有生成，原有的成品没有改动。", 1),
        (130, "已中断；已经换新 1 个：a；别的原有的成品没有改动。", 1),
        (-9, "", 1),
    ],
)
def test_what_is_so_is_not_called_wrong(code: int, said: str, new: int) -> None:
    assert [*words_wrong(Child(code, said), new, 2)] == []


def test_a_network_a_program_and_a_file_elsewhere_are_seen() -> None:
    here, ours = Path("/srv/district"), sys.executable
    acts = [*understood("\n".join([
        '7 execve("/usr/bin/python", ["python"], 0x7f /* 9 vars */) = 0',
        "7 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3<socket:[1]>",
        "7 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3<TCP:[2]>",
        '8 execve("/bin/sh", ["sh"], 0x7f /* 9 vars */) = 0',
        f'9 execve("{ours}", ["{ours}", "-B", "-c", "from multiprocessing.spawn import spawn_main; s"], 0) = 0',
        f'9 execve("{ours}", ["{ours}", "-c", "import os"], 0x7f /* 9 vars */) = 0',
        '7 openat(AT_FDCWD</srv/district>, "output/a.pdf", O_WRONLY|O_CREAT, 0600) = 4</srv/district/output/a.pdf>',
        '7 openat(AT_FDCWD</srv/district>, "../b", O_WRONLY|O_CREAT, 0600) = 4</srv/b>',
        '7 openat(AT_FDCWD</srv/district>, "/etc/passwd", O_RDONLY) = 4</etc/passwd>',
        '7 openat(AT_FDCWD</srv/district>, "/etc/c", O_WRONLY|O_CREAT, 0600) = -1 EACCES (Permission denied)',
        '7 mkdirat(5</srv/other>, "d", 0700) = 0',
        '7 rename("/srv/district/e", "/tmp/f") = 0',
        '7 symlink("/nowhere", "/srv/district/g") = 0',
    ]))]  # fmt: skip
    assert [act.wrong for act in acts if act.wrong] == [
        "opened a network: AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP", 'started "/bin/sh"',
        f'started "{sys.executable}"',
    ]  # fmt: skip
    assert [*elsewhere(iter(acts), here, (here,))] == ["openat /srv/b", "mkdirat /srv/other/d", "rename /tmp/f"]


def test_a_power_cut_tears_what_was_not_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    seen = power.swept(1, tmp_path)
    assert len(seen.wrong) == 2 or seen.not_run == NOT_ALLOWED


def test_another_exception_a_hang_and_a_crash_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(raw: bytes, _: object) -> None:
        raise KeyError

    def hang(raw: bytes, _: object) -> None:
        while True:
            pass

    def crash(raw: bytes, _: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(spoilt_inputs, "LONGEST", 0.05)
    for each, told in ((read, "KeyError at"), (hang, "TimeoutError at"), (crash, "ended with -9")):
        kind = spoilt_inputs.Kind("kind", 1, lambda: [(b"x", None)], each)
        monkeypatch.setattr(spoilt_inputs, "KINDS", (kind,))
        assert told in spoilt_inputs.swept(1, tmp_path).wrong[0]


@pytest.mark.parametrize(
    ("child", "wrong"),
    [
        (Child(10, "data/x.yaml:1 错"), ""),
        (Child(70, "程序故障"), "ended with 70"),
        (Child(-11, ""), "ended with -11"),
        (Child(10, "Traceback"), "called a fault"),
        (Child(10, "户主 欧阳明月"), "told of 1"),
        (Child(10, "", seconds=11), "11.0 s, 0 MB"),
        (Child(10, "", megabytes=1001), "0.0 s, 1001 MB"),
    ],
)
def test_a_spoilt_workspace_that_ends_badly_is_seen(child: Child, wrong: str) -> None:
    assert spoilt_workspaces._wrong(child, {"欧阳明月"}).startswith(wrong)
    assert bool(spoilt_workspaces._wrong(child, {"欧阳明月"})) is bool(wrong)


def test_a_canary_in_any_open_file_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [Canary("上官丁", "990103198001010010", "13900000000", False), Canary("上官七", "x", "y", True)]
    left = [
        ("public", f"a {people[0].number}"), ("public", "上官丁"), ("public", "上官七"),
        ("public", people[0].telephone),
        ("said", "上官丁"), ("signage", "上官丁"), ("said", "无"),
        ("reading-copies", "上官七"), ("reading-copies", people[0].telephone),
    ]  # fmt: skip
    monkeypatch.setattr(canaries, "people_in", lambda *_: people)
    monkeypatch.setattr(canaries, "_left", lambda *_: [(Path(place), text.encode()) for place, text in left])
    monkeypatch.setattr(canaries, "little", lambda path: None)
    places = ["public", "public", "public", "said", "signage", "reading-copies"]
    assert canaries.swept(1, tmp_path).wrong == [f"{place} tells of people" for place in places]


@pytest.mark.parametrize(("number", "identity", "wrong"), [
    ("000000000001", digits.person(1), []), ("1", digits.person(1), ["a.csv, row 0 of 000000000001"]),
    ("000000000001", digits.person(2), ["a.csv, row 0 of 000000000001"]),
])  # fmt: skip
def test_a_number_that_comes_out_as_another_is_seen(number: str, identity: str, wrong: list[str]) -> None:
    data = digits.KEPT["CSV, gbk"][1]([digits.row(户号=number, 身份证号=identity)])
    assert [*filter(None, digits.wrong_of(data, "a.csv", [("000000000001", digits.person(1))]))] == wrong
    assert [*filter(None, digits.wrong_of(b"", "a.csv", [("1", "2")]))] == ["a.csv, row 0 of 1"]


def test_a_photo_that_keeps_what_is_no_pixel_is_seen() -> None:
    clean, _ = pictures.check_photo(pictures.encoded(pictures.portrait()), pictures.PLACE)
    assert [*pictures.left(clean)] == []
    for name, segment in pictures.JPEG.items():
        assert len([*pictures.left(clean[:2] + segment + clean[2:])]) == 2, name
    assert [*pictures.left(clean + pictures.AFTER)] == ["what was hidden", "something behind its end"]


def test_a_page_that_lets_markup_through_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = next(each for each in payloads.pipeline.plan(payloads.sound(), ("public-list",)) if each.format == "pdf")
    plain = dataclasses.replace(plan, parts=(), fields={"name": "桃源"})
    monkeypatch.setattr(payloads, "fill", lambda document, **_: f"<html><p>{document.fields['name']}</p></html>")
    assert [*payloads.wrong_of(plain, "字")] == []
    assert [*payloads.wrong_of(plain, "<b>x</b>")] == [
        "other elements: [('b',)]",
        "it cannot be read as it was written",
    ]
    assert [*payloads.wrong_of(plain, "&lt;")] == ["it cannot be read as it was written"]


@pytest.mark.parametrize(
    ("child", "wrong"),
    [
        (Child(19, "as ever"), ""),
        (Child(17, "错误 MZQ72 x.pdf"), ""),
        (Child(17, "as ever"), "ended with 17"),
        (Child(-11, ""), "ended with -11"),
        (Child(0, "as ever"), "ended with 0"),
        (Child(19, "as ever", orphans=True), "children outlived it"),
    ],
)
def test_a_reader_that_takes_its_command_with_it_is_seen(child: Child, wrong: str) -> None:
    assert crashes.wrong_of(child, Child(19, "as ever")).startswith(wrong)
    assert bool(crashes.wrong_of(child, Child(19, "as ever"))) is bool(wrong)


def test_calls_are_counted_in_a_child_and_the_one_that_is_meant_is_met(tmp_path: Path) -> None:
    counter = crashes.Counter()

    def forked(at: int) -> int:
        counter.arm(at, lambda: os._exit(9))
        child = os.fork()
        if child == 0:
            [*map(abs, range(9))]
            len([]), len([]), len([])
            os._exit(0)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    assert in_child(tmp_path, lambda: forked(0)).code == 0
    assert counter.calls > 3
    assert in_child(tmp_path, lambda: forked(3)).code == 9
    assert counter.calls == 3


def test_lengths_are_of_the_beginning_the_end_and_between() -> None:
    assert cut_files.lengths(1_000, 12) == [0, 1, 2, 142, 285, 428, 571, 714, 857, 997, 998, 999]
    assert max(cut_files.lengths(3, 200)) == 2


def test_a_cut_file_that_ends_otherwise_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zipped = next(each for each in cut_files.KINDS if each.name == "zip")
    monkeypatch.setattr(cut_files, "KINDS", (dataclasses.replace(zipped, ends=frozenset({0})),))
    wrong = cut_files.swept(3, tmp_path).wrong
    assert [each.split(":")[1][:22] for each in wrong] == [" ended with 18, not [0"] * 3


def test_a_character_that_is_not_drawn_and_a_false_alarm_are_seen() -> None:
    assert glyphs._wrong("\U00020001", glyphs.MADE) == "made, though a face has no outline of it"
    assert glyphs._wrong("桃", glyphs.NO_GLYPH) == "refused, though every face draws it"
    assert glyphs._wrong("桃", glyphs.MADE) == glyphs._wrong("\U00020001", glyphs.NO_GLYPH) == ""
    assert glyphs.ended_with("桃\U00020001\ue000") == {"桃": "", "\U00020001": "MZ4003", "\ue000": "no text"}


def test_children_of_children_are_found(tmp_path: Path) -> None:
    read, write = os.pipe()

    def deep() -> int:
        for _ in range(2):
            if os.fork():
                signal.pause()
        os.write(write, b"x")
        signal.pause()
        return 0

    def look(child: int) -> None:
        os.read(read, 1)
        found.extend(killed.children_of(child))
        os.killpg(child, signal.SIGKILL)

    found: list[int] = []
    assert in_child(tmp_path, deep, look).code == -signal.SIGKILL
    assert len(found) == 2


def test_a_file_of_the_data_that_is_half_is_seen(tmp_path: Path) -> None:
    space = Workspace(tmp_path / "district")
    for root in (space.root, tmp_path / "kept"):
        (root / "data").mkdir(parents=True)
        (root / "data" / "a").write_text("old")

    class Written(data_changes_points.Changed):
        def given(self, number: int = 0, what: str = "EIO") -> Child:
            (space.root / "data" / "a").write_text("new")
            return Child(0, "\n7")

    changed = Written(tmp_path, space, ("write",))
    assert changed.calls == 7
    assert [*changed.wrong_after(Child(0, ""))] == []
    for text, ended, wrong in (
        ("ne", Child(15, ""), "data/a is neither as it was nor as it will be"),
        ("old", Child(0, ""), "ended well, but the data are others"),
        ("old", Child(70, "MZ9000"), "called a fault of ours: 'MZ9000'"),
    ):
        (space.root / "data" / "a").write_text(text)
        assert [*changed.wrong_after(ended)] == [wrong]
    (space.root / "data" / "a").unlink()
    assert [*changed.wrong_after(Child(15, ""))] == ["data/a is gone"]


def test_an_orphan_is_seen_and_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    from .sweeps import forked

    def leave() -> int:
        if os.fork() == 0:
            time.sleep(60)
        return 0

    monkeypatch.setattr(forked, "_PATIENCE", 0.1)
    assert in_child(tmp_path, leave).orphans
    assert not in_child(tmp_path, lambda: 0).orphans
