"""A small sample of every long proof of `make gate`; and that each of them would see what it is there to see."""

from __future__ import annotations

import dataclasses
import os
import signal
from importlib import import_module
from pathlib import Path

import pytest

from mzdocs.cli.command_table import ARCHIVE_COMMANDS, BADGE_COMMANDS, COMMANDS, THEME_COMMANDS

from .sweeps import canaries, digits, every_command, payloads, pictures, power, spoilt_inputs, spoilt_workspaces
from .sweeps.__main__ import PROOFS
from .sweeps.canaries import Canary
from .sweeps.figure import Figure
from .sweeps.forked import Child, in_child
from .sweeps.mounted import NOT_ALLOWED
from .sweeps.two_stations import words_wrong
from .sweeps.watched import elsewhere, understood

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
    here = Path("/srv/district")
    acts = [*understood("\n".join([
        '7 execve("/usr/bin/python", ["python"], 0x7f /* 9 vars */) = 0',
        "7 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3<socket:[1]>",
        "7 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3<TCP:[2]>",
        '8 execve("/bin/sh", ["sh"], 0x7f /* 9 vars */) = 0',
        '7 openat(AT_FDCWD</srv/district>, "output/a.pdf", O_WRONLY|O_CREAT, 0600) = 4</srv/district/output/a.pdf>',
        '7 openat(AT_FDCWD</srv/district>, "../b", O_WRONLY|O_CREAT, 0600) = 4</srv/b>',
        '7 openat(AT_FDCWD</srv/district>, "/etc/passwd", O_RDONLY) = 4</etc/passwd>',
        '7 openat(AT_FDCWD</srv/district>, "/etc/c", O_WRONLY|O_CREAT, 0600) = -1 EACCES (Permission denied)',
        '7 mkdirat(5</srv/other>, "d", 0700) = 0',
        '7 rename("/srv/district/e", "/tmp/f") = 0',
        '7 symlink("/nowhere", "/srv/district/g") = 0',
    ]))]  # fmt: skip
    assert [act.wrong for act in acts if act.wrong] == [
        "opened a network: AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP", 'started "/bin/sh"'
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
