"""What is kept of a wording: the words it asks for, under its text and all that reads it, and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from mzdocs import wording
from mzdocs.core import kept_values
from mzdocs.core.problems import Stopped
from mzdocs.model.letter import Wording
from mzdocs.wording import asked, uses, write

SOURCE = "范围：工作站\n{% set 甲 = 乙.丙 %}{{ 甲 }}{% include '别的' %}"
OTHER = Wording("别的", "别的.txt", "{{ 丁 }}")
TEXT = Wording("一份", "一份.txt", SOURCE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("MZDOCS_CACHE", str(tmp_path / "cache"))
    forget()
    yield tmp_path / "cache" / "wordings"
    forget()


def forget() -> None:
    wording._words.cache_clear()
    kept_values.programs.cache_clear()


def words() -> tuple[bool, bool, frozenset[str]]:
    return uses(TEXT, "乙"), uses(TEXT, "甲"), asked(TEXT, {"一份": TEXT, "别的": OTHER})


FOUND = (True, False, frozenset({"甲", "乙", "乙.丙", "丁"}))


def kept_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir())


def test_words_are_read_back_as_they_were(folder: Path) -> None:
    assert words() == FOUND
    assert len(kept_files(folder)) == 2
    forget()
    assert words() == FOUND
    assert len(kept_files(folder)) == 2


def test_another_text_or_program_is_read_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words()
    assert uses(Wording("一份", "一份.txt", SOURCE + "{{ 戊 }}"), "戊")
    assert len(kept_files(folder)) == 3
    forget()
    monkeypatch.setattr(kept_values, "version", lambda name: "0")
    assert words() == FOUND
    assert len(kept_files(folder)) == 5


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"undeclared":[1],"asked":[],"included":[]}', b"[" * 9_999])
def test_what_is_none_is_read_anew(folder: Path, data: bytes) -> None:
    words()
    before = {path: path.read_bytes() for path in kept_files(folder)}
    for path in before:
        path.write_bytes(hashlib.sha256(data).digest() + data)
    forget()
    assert words() == FOUND
    assert {path: path.read_bytes().__len__() for path in kept_files(folder)} == {p: len(b) for p, b in before.items()}


def test_what_is_kept_is_taken(folder: Path) -> None:
    words()
    for path in kept_files(folder):
        whole = json.loads(path.read_bytes()[32:])
        data = json.dumps({**whole, "undeclared": ["戊"]}).encode()
        path.write_bytes(hashlib.sha256(data).digest() + data)
    forget()
    assert uses(TEXT, "戊")


def test_a_text_that_cannot_be_read_leaves_nothing(folder: Path) -> None:
    for text in ("{% if %}", "{{ " + "not " * 5_000 + "1 }}", "{{ " + "1+" * 20_000 + "1 }}"):
        wrong = Wording("坏", "坏.txt", text)
        for ask in (lambda wrong=wrong: uses(wrong, "乙"), lambda wrong=wrong: asked(wrong, {})):
            with pytest.raises(Stopped) as stopped:
                ask()
            (problem,) = stopped.value.problems
            assert (problem.code, str(problem.location)) == ("MZ1602", "坏.txt:1")
    assert not folder.exists()


def test_wordings_of_one_name_and_other_text_are_not_taken_for_each_other() -> None:
    head = "范围：工作站\n版式：表单\n标题：{}\n====\n正文。"
    first, second = (Wording("一份", "一份.txt", head.format(title)) for title in ("甲", "乙"))
    titles = [write(each, {"一份": each}, {}) for each in (first, second, first)]
    assert [paper and "".join(paper.title) for paper in titles] == ["甲", "乙", "甲"]
