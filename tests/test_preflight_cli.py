"""`mzdocs preflight`: any file gets a sentence and an exit code, never a traceback."""

from __future__ import annotations

import io
import json
import os
import random
from pathlib import Path

import pikepdf
import pytest

from mzdocs.core.problems import Exit
from mzdocs.preflight import entry_of
from mzdocs.preflight.any_file import LARGEST

from .test_preflight import OUTLINED, PLAN, act, archive, changed, drawn, nothing, press, turned


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plate.pdf").write_bytes(press())
    return tmp_path


def noted(folder: Path, **entry: object) -> None:
    said = {"file": "plate.pdf", "size": str(PLAN.sheet.size), "pages": 1, **entry_of(PLAN), **entry}
    (folder / "manifest.json").write_text(json.dumps({"files": [said]}), encoding="utf-8")


def test_a_good_file_passes_and_what_was_not_run_is_told_with_its_reason(folder, run):
    ended = run("preflight", str(folder / "plate.pdf"))
    assert (ended.code, ended.codes, ended.err) == (0, [], "")
    assert "press" in ended.out
    assert "没有检查 P-SPOT：没有订单" in ended.out


def test_a_failure_is_told_with_its_page_and_remedy(folder, run):
    bad = folder / "bad.pdf"
    bad.write_bytes(changed(press(), drawn("1 0 0 rg 60 60 9 9 re f")))
    ended = run("preflight", str(folder / "plate.pdf"), str(bad))
    told = ended.only("MZP24")
    assert (ended.code, told.location) == (Exit.PREFLIGHT, f"{bad} p1")
    assert told.remedy


def test_the_manifest_beside_a_file_says_what_was_ordered(folder, run):
    noted(folder, size="90×60 mm", order={"inks": ["四色", "烫金", "刀线"]})
    ended = run("preflight", str(folder / "plate.pdf"))
    ended.only("MZP02")
    assert "P-SPOT" not in ended.out


@pytest.mark.parametrize("text", ["", "[]", '{"files": [{}]}', '{"files": 3}', "[" * 100_000])
def test_a_manifest_nobody_can_read_says_nothing(folder, run, text):
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    assert run("preflight", str(folder / "plate.pdf")).code == 0


@pytest.mark.parametrize(("data", "profile"), [(press, "press"), (turned, "outlined"), (archive, "archive")])
def test_a_file_is_judged_as_what_it_claims_to_be(folder, run, data, profile):
    (folder / "any.pdf").write_bytes(data())
    ended = run("preflight", "--json", str(folder / "any.pdf"))
    (told,) = json.loads(ended.out)["files"]
    assert (ended.code, told["profile"], told["failed"]) == (0, profile, [])
    assert told["passed"] and told["not_run"]


def test_a_file_can_be_judged_as_something_else(folder, run):
    assert run("preflight", "--profile", "outlined", str(folder / "plate.pdf")).codes == ["MZP30"]
    assert entry_of(OUTLINED)["profile"] == "outlined"


def locked() -> bytes:
    return changed(press(), nothing, encryption=pikepdf.Encryption(user="secret", owner="secret"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (lambda: press()[: len(press()) // 3], "MZP"),
        (lambda: b"", "MZP93"),
        (lambda: b"\x89PNG not a PDF", "MZP93"),
        (lambda: b"%PDF-1.7\n%%EOF\n", "MZP93"),
        (locked, "MZP18"),
        (lambda: changed(press(), act), "MZP19"),
    ],
    ids=["truncated", "empty", "picture", "hollow", "encrypted", "javascript"],
)
def test_a_bad_file_gets_a_sentence(folder, run, data, code):
    (folder / "bad.pdf").write_bytes(data())
    ended = run("preflight", str(folder / "bad.pdf"))
    assert ended.code == Exit.PREFLIGHT
    assert ended.codes and all(told.startswith(code) for told in ended.codes)
    assert "Traceback" not in ended.said


def test_a_huge_file_is_refused_before_it_is_read(folder, run):
    with (folder / "huge.pdf").open("wb") as huge:
        huge.truncate(4 * LARGEST)
    ended = run("preflight", str(folder / "huge.pdf"))
    ended.only("MZP92")
    assert ended.code == Exit.LIMIT


def test_what_is_no_file_is_not_waited_for(folder, run):
    os.mkfifo(folder / "pipe.pdf")
    for name in ("none.pdf", "pipe.pdf", ".", "x" * 300):
        ended = run("preflight", str(folder / name))
        ended.only("MZP91")
        assert ended.code == Exit.DATA


def test_a_file_that_failed_outweighs_one_that_is_missing(folder, run):
    (folder / "bad.pdf").write_bytes(b"no")
    assert run("preflight", str(folder / "none.pdf"), str(folder / "bad.pdf")).code == Exit.PREFLIGHT


def test_a_page_that_draws_itself_ends(folder, run):
    def endless(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"/F Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        drawn("/F Do", "/XObject", F=form)(pdf)

    (folder / "loop.pdf").write_bytes(changed(press(), endless))
    assert run("preflight", str(folder / "loop.pdf")).code in (0, Exit.PREFLIGHT)


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_file_ends_in_a_sentence(folder, run, seed):
    chance, data = random.Random(seed), bytearray(press())
    for _ in range(40):
        data[chance.randrange(len(data))] = chance.randrange(256)
    (folder / "bad.pdf").write_bytes(data)
    assert run("preflight", str(folder / "bad.pdf")).code in (0, Exit.PREFLIGHT)


def test_a_file_with_no_page_is_judged(folder, run):
    with pikepdf.new() as pdf:
        out = io.BytesIO()
        pdf.save(out)
    (folder / "none.pdf").write_bytes(out.getvalue())
    assert run("preflight", str(folder / "none.pdf")).code == Exit.PREFLIGHT


def test_no_file_is_a_wrong_command_line(run):
    assert run("preflight").code == Exit.USAGE
