"""The papers of a station as Word files: the same sides as the PDFs."""

from __future__ import annotations

import shutil

import pytest

from tests.word_sides import differing


@pytest.fixture(scope="module")
def papers(built):
    folder = built.output / "nanping" / "reports" / "2026"
    return folder, sorted({path.stem for path in folder.glob("*.docx")} - {"appointment"})


def test_word_files_say_the_same_on_the_same_sides(papers, tmp_path):
    folder, names = papers
    assert len(names) > 6
    assert list(differing(folder, names, tmp_path)) == []


def test_another_paper_is_seen_to_differ(papers, tmp_path):
    folder, _ = papers
    shutil.copy(folder / "recheck.docx", tmp_path / "mixed.docx")
    shutil.copy(folder / "score-sheet.pdf", tmp_path / "mixed.pdf")
    (tmp_path / "work").mkdir()
    assert list(differing(tmp_path, ["mixed"], tmp_path / "work"))
