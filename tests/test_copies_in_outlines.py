"""A copy in outlines is held against the file it was made of: nothing is missing, other, moved or recoloured."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from mzdocs.core.problems import Stopped
from mzdocs.core.time_budget import TimeBudget
from mzdocs.preflight import MeasuredPdf, entry_of, report
from mzdocs.preflight.any_file import examine_file
from mzdocs.press import outlined

from .test_preflight import OUTLINED, PLAN, SIZE, changed, drawn, laid, page, press, press_ready, shorter, turned


def told(data: bytes, source: bytes | None = None) -> list[str]:
    found = report(OUTLINED, data, source or press())
    return [problem.message() for problem in found.problems if problem.code == "MZP81"]


def moved(by: float, which: int = 1) -> Callable[[pikepdf.Pdf], None]:
    """A letter moved along by so many millimetres."""

    def change(pdf: pikepdf.Pdf) -> None:
        shown = list(pikepdf.parse_content_stream(pdf.pages[0]))
        letters = [each for each in shown if str(each.operator) == "cm" and abs(float(each.operands[0])) < 0.1]
        at = shown.index(letters[which])
        *share, x, y = (float(value) for value in letters[which].operands)
        shown[at] = pikepdf.ContentStreamInstruction([*share, x + by * 72 / 25.4, y], letters[which].operator)
        pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(shown))

    return change


def copy_of(text: str) -> bytes:
    return outlined(press_ready(laid(page(text=text), "press"), PLAN), OUTLINED)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (turned, None),
        (lambda: changed(turned(), shorter), "第 1 页与原文件不一样：应有 5 个字，有 4 个"),
        (lambda: changed(turned(), moved(0.001)), None),
        (lambda: changed(turned(), moved(0.003)), "第 1 页与原文件不一样：1 个字换了、移了或变了颜色"),
        (lambda: copy_of("桃源街路"), "第 1 页与原文件不一样：1 个字换了、移了或变了颜色"),
        (lambda: changed(turned(), drawn("0 0 0 1 k 60 60 9 9 re f")), "第 1 页与原文件不一样：线条、底色或图片变了"),
    ],
)  # fmt: skip
def test_a_copy_shows_what_its_source_shows(data, message):
    assert told(data()) == ([message] if message else [])


def test_letters_of_one_box_and_one_beginning_are_told_apart():
    source = press_ready(laid(page(text="末"), "press"), PLAN)
    assert told(copy_of("末"), source) == []
    assert told(copy_of("未"), source) == ["第 1 页与原文件不一样：1 个字换了、移了或变了颜色"]


def test_a_colour_that_was_changed_is_told():
    recoloured = changed(turned(), lambda pdf: _replace(pdf, b"0 0 0 1 k", b"0 0 0 0.9 k"))
    assert told(recoloured) == ["第 1 页与原文件不一样：5 个字换了、移了或变了颜色"]


def _replace(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    content = pikepdf.unparse_content_stream(pikepdf.parse_content_stream(pdf.pages[0]))
    assert old in content
    pdf.pages[0].Contents = pdf.make_stream(content.replace(old, new))


def test_without_its_source_a_copy_is_not_compared():
    outcome = {each.rule: each for each in report(OUTLINED, turned()).outcomes}["P-COPY"]
    assert outcome.not_run.zh == "没有它的原文件可比"


def test_a_delivered_copy_is_held_against_the_file_beside_it(tmp_path):
    """By the manifest; a name that leads elsewhere is not followed."""
    entry = {"file": "copy.pdf", "size": str(SIZE), "pages": 1, **entry_of(OUTLINED), "step": "outlined"}
    (tmp_path / "copy.pdf").write_bytes(changed(turned(), shorter))
    (tmp_path / "plate.pdf").write_bytes(press())
    for made_from, found in (("plate.pdf", True), ("none.pdf", False), ("../plate.pdf", False), (7, False)):
        (tmp_path / "manifest.json").write_text(json.dumps({"files": [{**entry, "made_from": made_from}]}))
        outcomes = {each.rule: each for each in examine_file(tmp_path / "copy.pdf").outcomes}
        assert bool(outcomes["P-COPY"].problems) == found
        assert bool(outcomes["P-COPY"].not_run) != found


def beside(folder: Path, source: bytes) -> tuple[Path, Path]:
    """A copy and the file that its manifest says it was made of."""
    entry = {"file": "copy.pdf", "size": str(SIZE), "pages": 1, **entry_of(OUTLINED), "step": "outlined"}
    copy, plate = folder / "copy.pdf", folder / "plate.pdf"
    copy.write_bytes(turned())
    plate.write_bytes(source)
    (folder / "manifest.json").write_text(json.dumps({"files": [{**entry, "made_from": "plate.pdf"}]}))
    return copy, plate


def test_what_a_copy_was_made_of_is_opened_once_and_judged_as_if_alone(tmp_path, monkeypatch):
    copy, plate = beside(tmp_path, changed(press(), drawn("1 0 0 rg 60 60 9 9 re f")))
    opened: list[bytes] = []
    opens = MeasuredPdf.__init__
    monkeypatch.setattr(MeasuredPdf, "__init__", lambda file, data: opened.append(data) or opens(file, data))
    examine_file(copy)
    after_its_copy = examine_file(plate)
    assert opened == [copy.read_bytes(), plate.read_bytes()]
    assert "MZP24" in [problem.code for problem in after_its_copy.problems]
    assert after_its_copy == examine_file(plate)
    assert len(opened) == 3


def test_what_a_rule_may_have_been_stopped_in_is_opened_again(tmp_path, monkeypatch):
    copy, plate = beside(tmp_path, press())
    examine_file(copy, budget=lambda _path, _file: TimeBudget(0, 0))
    monkeypatch.setattr("mzdocs.preflight.any_file.MeasuredPdf", refusing)
    with pytest.raises(Stopped) as found:
        examine_file(plate)
    assert [problem.code for problem in found.value.problems] == ["MZP93"]


def refusing(_data: bytes) -> None:
    raise ValueError


def test_what_unpacks_without_end_is_neither_compared_with_nor_judged_after_its_copy(tmp_path):
    with pikepdf.open(io.BytesIO(press())) as pdf:
        pdf.pages[0].contents_add(b" " * 2_000_000)
        pdf.save(tmp_path / "dense.pdf")
    copy, plate = beside(tmp_path, (tmp_path / "dense.pdf").read_bytes())
    outcomes = {each.rule: each for each in examine_file(copy).outcomes}
    assert outcomes["P-COPY"].not_run
    with pytest.raises(Stopped) as found:
        examine_file(plate)
    assert [problem.code for problem in found.value.problems] == ["MZQ86"]
