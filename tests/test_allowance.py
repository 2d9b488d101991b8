"""What judging a file may take grows with its size and with the pages that say something, and with nothing else."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pikepdf
import pytest

from mzdocs.preflight.allowance import (
    MOST_PAGES,
    PAGE,
    READING,
    RULES,
    judging_budget,
    looking_limits,
    own_pages,
    reading_limits,
)
from mzdocs.preflight.pdf_measures import MeasuredPdf


def pdf(pages: int, own: bool = True, said: bool = True) -> bytes:
    """So many pages, each with a content of its own or all with one."""
    made, out = pikepdf.new(), io.BytesIO()
    for number in range(pages):
        page = made.add_blank_page()
        if said and (own or number == 0):
            page.Contents = made.make_stream(b"0 0 9 9 re f")
        elif said:
            page.Contents = made.pages[0].Contents
        else:
            del page.obj["/Contents"]
    made.save(out)
    return out.getvalue()


def of_one_design(pages: int, begin: bool, own: bool = True) -> bytes:
    """So many pages that begin, or end, with what all of them show, and go on with content of their own or not."""
    made, out = pikepdf.new(), io.BytesIO()
    design = made.make_stream(b"0 0 9 9 re f")
    for _ in range(pages):
        parts = [design, made.make_stream(b"1 1 2 2 re f") if own else design]
        made.add_blank_page().Contents = pikepdf.Array(parts if begin else parts[::-1])
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("begin", [True, False])
def test_pages_of_one_design_count_where_they_say_more_than_it(begin: bool) -> None:
    for own, found in ((True, 3), (False, 1)):
        with pikepdf.open(io.BytesIO(of_one_design(3, begin, own))) as opened:
            assert own_pages(opened, 4) == found


@pytest.mark.parametrize(
    ("data", "found"),
    [(pdf(1), 1), (pdf(3), 3), (pdf(3, own=False), 1), (pdf(3, said=False), 1), (pdf(5), 4)],
)
def test_only_pages_that_say_something_of_their_own_count(data: bytes, found: int) -> None:
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert own_pages(opened, 4) == found


@pytest.mark.parametrize(
    ("pages", "more"), [(1, 0), (2, PAGE), (MOST_PAGES, PAGE * (MOST_PAGES - 1)), (MOST_PAGES + 1, PAGE * 59)]
)
def test_rules_are_given_more_for_each_page_up_to_a_limit(tmp_path: Path, pages: int, more: float) -> None:
    path = tmp_path / "x.pdf"
    path.touch()
    with MeasuredPdf(pdf(pages)) as file:
        assert judging_budget(path, file).whole == pytest.approx(RULES + more)


@pytest.mark.parametrize(("size", "times"), [(0, 1), (5_000_000, 1), (55_000_000, 2), (105_000_000, 3)])
def test_a_large_file_may_take_longer(tmp_path: Path, size: int, times: int) -> None:
    path = tmp_path / "x.pdf"
    path.touch()
    os.truncate(path, size)
    assert reading_limits(path).seconds == pytest.approx(READING.seconds * times)
    assert reading_limits(path).memory == min(READING.memory + 30 * size, 1_500_000_000)


def test_a_name_that_is_no_file_may_take_what_a_small_one_may() -> None:
    assert reading_limits(Path("民" * 90)) == reading_limits(Path("a\0b")) == READING


def test_a_photo_may_take_longer_by_its_bytes_and_a_document_by_its_pages() -> None:
    assert looking_limits(0).seconds == READING.seconds
    assert looking_limits(1_000_000).seconds == 2 * READING.seconds
    assert looking_limits(9_000_000, 1).seconds == READING.seconds
    assert looking_limits(9_000_000, 3).seconds == pytest.approx(READING.seconds + 1.6)
