"""What asks for too much is stopped at once, by a sentence and exit 17; what people make is not."""

from __future__ import annotations

import io
import os
import resource
import signal
import zipfile
import zlib
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest

from mzdocs.core.bounded import bounded
from mzdocs.core.child_process import LimitMet, Limits
from mzdocs.core.problems import Exit, Location, Stopped
from mzdocs.design.theme import LONGEST_PALETTE, palette
from mzdocs.gbt9704 import check
from mzdocs.gbt9704.package import opened
from mzdocs.load import Workspace, load_wordings
from mzdocs.load.theme_files import load_themes
from mzdocs.load.yaml_text.yaml_slips import LONGEST_TYPED, slips
from mzdocs.model.letter import Wording
from mzdocs.pdf.unpacked_sizes import DENSE, LARGE, Unpacks, refuse_dense
from mzdocs.preflight.any_file import examine_file
from mzdocs.publish.verified_zip import check_zip
from mzdocs.wording import as_of, asked, copies, rules_out, uses, write
from mzdocs.wording.source_lines import prose

from .sweeps.attacks.packages import zipped

LIMITS = Limits(seconds=1, memory=100_000_000)
HEAD = "版式：信函\n范围：工作站\n标题：试\n"

# Wordings.

ENDLESS = {
    "loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "a width": "{{ 'a'|center(3000000000) }}",
    "a format": "{{ '%0999999999d'|format(1) }}",
    "a method's width": "{{ 'a'.ljust(3000000000) }}",
    "a width in a format": "{{ '{:>3000000000}'.format('a') }}",
    "an indent": "{{ 'a\n'|indent(2000000000, true) }}",
    "a text times": "{{ 'a' * 4000000000 }}",
    "a list times": "{{ ([1] * 999999999)|length }}",
    "macros that call twice": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
    "{{ m(60) }}",
    "a text doubled": "{% set n = namespace(x='abcdefgh') %}{% for i in range(60) %}"
    "{% set n.x = n.x ~ n.x %}{% endfor %}",
    "a text replaced": "{% set n = namespace(x='aa') %}{% for i in range(60) %}"
    "{% set n.x = n.x|replace('a', 'aa') %}{% endfor %}",
    "a list filled": "{{ [1]|batch(900000000, 0)|list|length }}",
    "what it says": "{% for a in range(99999) %}民政工作站民政工作站{% endfor %}{{ 'a' * 200000 }}",
    "includes": "{% for a in range(999) %}{% for b in range(999) %}{% include 'b' %}{% endfor %}{% endfor %}",
}  # fmt: skip


def wording(body: str, head: str = HEAD) -> Wording:
    return Wording("a", "data/wording/a.txt", f"{head}====\n{body}")


@pytest.mark.parametrize("body", ENDLESS.values(), ids=list(ENDLESS))
def test_a_wording_without_end_is_stopped(body: str) -> None:
    source = wording(body)
    with pytest.raises(Stopped) as stopped:
        write(source, {"a": source, "b": Wording("b", "b.txt", "民")}, {})
    (problem,) = stopped.value.problems
    assert (problem.code, problem.location.file, stopped.value.exit) == ("MZQ85", "data/wording/a.txt", Exit.LIMIT)


@pytest.mark.parametrize(
    "ask",
    [
        lambda each: rules_out(wording("", HEAD + f"条件：{each}\n"), {}),
        lambda each: copies(wording("", HEAD + f"每份：{each[2:-2]}\n"), {}),
        lambda each: as_of(wording("", HEAD + f"截至：{each[2:-2]}\n"), {}),
    ],
    ids=["condition", "copies", "as_of"],
)
def test_whatever_is_asked_of_a_wording_has_an_end(ask) -> None:
    with pytest.raises(Stopped) as stopped:
        ask("{{ 'a'|center(3000000000) }}")
    assert stopped.value.exit == Exit.LIMIT


def test_what_a_wording_asks_for_is_found_without_doing_it() -> None:
    """The library works out what is constant when it reads; it gives that up where memory ends."""
    source = wording("{{ 人 }}{{ 'a'|center(3000000000) }}")
    assert uses(source, "人") and not uses(source, "站")
    assert asked(source, {}) == {"人"}


def test_a_library_that_takes_the_limit_for_its_own_fault_is_stopped_again() -> None:
    def taken() -> None:
        with suppress(LimitMet):
            busy()
        busy()

    with pytest.raises(LimitMet), bounded(LIMITS):
        taken()


def test_a_long_register_is_no_wording_without_end() -> None:
    """Three thousand rows of a hundred characters: more than any bureau has."""
    body = "| 甲\n{% for n in range(3000) %}| " + "民" * 100 + "\n{% endfor %}"
    with pytest.raises(Stopped) as stopped:
        write(wording(body), {"a": wording(body)}, {})
    assert stopped.value.exit == Exit.DATA


# A call within this process.


def busy() -> None:
    while True:
        pass


def test_within_limits_nothing_happens_and_nothing_stays() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGPROF)
    with bounded(LIMITS):
        assert len(bytes(1_000_000)) == 1_000_000
    assert (resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGPROF)) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


@pytest.mark.parametrize(("size", "is_met"), [(50_000_000, False), (200_000_000, True)])
def test_memory_is_counted_from_where_it_began(size: int, is_met: bool) -> None:
    if not is_met:
        with bounded(LIMITS):
            assert len(bytes(size)) == size
        return
    with pytest.raises(LimitMet) as limit, bounded(LIMITS):
        bytes(size)
    assert limit.value.met == "memory"
    assert len(bytes(size)) == size, "the limit does not outlast the call"


def test_time_is_counted_too() -> None:
    with pytest.raises(LimitMet) as limit, bounded(LIMITS):
        busy()
    assert limit.value.met == "time"


def test_a_fault_passes_through() -> None:
    with pytest.raises(ZeroDivisionError), bounded(LIMITS):
        1 / 0  # noqa: B018 - it is the fault


# Files.


def stream(unpacked: bytes, head: bytes = b"<</Filter /FlateDecode>>", times: int = 1) -> bytes:
    data = unpacked
    for _ in range(times):
        data = zlib.compress(data, 9)
    return b"%PDF-1.7\n4 0 obj " + head + b" stream\n" + data + b"\nendstream endobj\n"


DRAWN = b"".join(b"%d.%d %d l\n" % (n * 7919 % 997, n % 10, n * 104729 % 991) for n in range(100_000))
"""More than a megabyte of instructions as drawings have them."""


@pytest.mark.parametrize(
    ("data", "is_dense"),
    [
        (stream(bytes(LARGE)), False),
        (stream(bytes(LARGE + 1)), True),
        (stream(b"0 0 1 1 re f " * 100_000), True),
        (stream(bytes(50 * LARGE), times=2), True),
        (stream(bytes(50 * LARGE), times=3), True),
        (stream(DRAWN), False),
        (stream(bytes(40 * LARGE), b"<</Subtype /Image /Filter /FlateDecode>>"), False),
        (stream(bytes(120 * LARGE), b"<</Subtype/Image/Filter/FlateDecode>>"), True),
        (b"%PDF-1.7\n4 0 obj <<>> stream\nno deflated data\nendstream endobj\n", False),
        (stream(bytes(3 * LARGE))[:-200], True),
        (b"", False),
    ],
)
def test_what_unpacks_to_far_more_than_it_is_is_not_opened(data: bytes, is_dense: bool) -> None:
    if is_dense:
        with pytest.raises(Unpacks):
            refuse_dense(data)
    else:
        refuse_dense(data)


def test_drawings_of_people_are_not_dense() -> None:
    assert len(DRAWN) > LARGE and len(DRAWN) < DENSE * len(zlib.compress(DRAWN)) / 4


def test_a_dense_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(stream(bytes(LARGE + 1)))
    with pytest.raises(Stopped) as stopped:
        examine_file(path)
    (problem,) = stopped.value.problems
    assert (problem.code, problem.facts["found"], stopped.value.exit) == ("MZQ86", 1, Exit.LIMIT)


def paper(name: str, body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        made.writestr("word/document.xml", b"<a/>")
        made.writestr(name, body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "body", "is_dense"),
    [
        ("word/styles.xml", b"<w:p/>" * 333_333, False),
        ("word/styles.xml", b"<w:p/>" * 333_334, True),
        ("word/media/a.bmp", bytes(3_000_000), False),
        ("word/styles.xml", DRAWN * 2, False),
    ],
)
def test_a_paper_that_unpacks_to_far_more_than_it_is_is_not_parsed(name: str, body: bytes, is_dense: bool) -> None:
    data = paper(name, body)
    if not is_dense:
        assert opened(data, Location("x")).main == "word/document.xml"
        return
    with pytest.raises(Stopped) as stopped:
        opened(data, Location("x"))
    assert [problem.code for problem in stopped.value.problems] == ["MZF92"]


def test_a_paper_of_two_parts_of_one_name_or_of_no_document_is_not_judged() -> None:
    twice = zipped([("word/document.xml", b"<a/>"), ("word/document.xml", b"<b/>")])
    for data, code in ((twice, "MZF90"), (paper("word/styles.xml", b"<a/>"), "MZF94")):
        with pytest.raises(Stopped) as stopped:
            check(data, "x.docx")
        assert [problem.code for problem in stopped.value.problems] == [code]


@pytest.mark.parametrize(("length", "is_guessed"), [(LONGEST_TYPED, True), (LONGEST_TYPED + 1, False)])
def test_slips_are_looked_for_in_lines_that_people_type(length: int, is_guessed: bool) -> None:
    line = "甲: [" + "乙" * (length - 4)
    assert len(line) == length
    assert any(slips(line)) is is_guessed


@pytest.mark.parametrize(("size", "is_met"), [(1_000_000, False), (1_000_001, True)])
def test_a_wording_has_at_most_a_megabyte(tmp_path: Path, size: int, is_met: bool) -> None:
    folder = tmp_path / "data" / "wording"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(HEAD + "a" * (size - len(HEAD.encode())), "utf-8")
    with pytest.raises(Stopped, match="MZ1309") if is_met else nullcontext():
        load_wordings(Workspace(tmp_path))


def test_marks_that_open_and_never_close_have_an_end() -> None:
    with pytest.raises(Stopped, match="MZQ85"):
        [*prose(wording("{{" * 300_000))]


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 9_000, "a = " + "9" * 9_000, "#" * (LONGEST_PALETTE + 1), 'a = """', "[colours.x.y.z]\nq = 1"],
)
def test_a_palette_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "data" / "themes" / "ours"
    folder.mkdir(parents=True)
    (folder / "palette.toml").write_text(text, "utf-8")
    theme = load_themes(Workspace(tmp_path))["ours"]
    with pytest.raises(Stopped) as stopped:
        palette(theme)
    assert [problem.code for problem in stopped.value.problems] == ["MZ3102"]


def test_a_bundle_of_a_hundred_gigabytes_is_not_read_through(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.touch()
    os.truncate(path, 100_000_000_000)
    assert [problem.code for problem in check_zip(path).problems] == ["MZ7801"]
