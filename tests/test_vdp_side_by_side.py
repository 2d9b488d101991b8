"""Pages made by several processes are the pages one makes, to the byte; a helper that ends is done without."""

from __future__ import annotations

import io
import os
import signal
from dataclasses import replace

import pytest

from mzdocs.build.produce import merge_settings
from mzdocs.core.problems import Stopped
from mzdocs.plan.document import Record
from mzdocs.vdp import merge, pages_apart
from mzdocs.vdp.side_by_side import batches
from tests.merged import document
from tests.test_vdp import CARD, CARD_BODY, PHOTOS, ROWS, ROWS_BODY, bench, card, rows

__all__ = ["bench"]


def merged(bench, made, processes, standard=None):
    out = io.BytesIO()
    settings = merge_settings(made) if standard is None else standard
    report = merge(made, replace(settings, processes=processes), out, bench.cache)
    return out.getvalue(), report.pages, report.records


def cards(count):
    """Of two designs, with photos and letters that are met on the way, some of them glyphs of no character."""
    words = ["fi", "Wi-Fi", "“甲”（乙）", "AVATAR No.7", "《「丙」》、", "№ 12"]
    return [
        card("20pt" if at % 3 else "15pt", name=f"王{chr(0x4E00 + at)}", said=words[at % 6] * (1 + at % 2), no=f"J{at}",
             photo=f"mz:///photo/{'ab'[at % 2]}", code=f"MZ:{at}")
        for at in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("standard", ["plain", "archival"])
@pytest.mark.parametrize("processes", [2, 3])
def test_cards_are_the_same_bytes(bench, standard, processes):
    made = document(bench.part(CARD, CARD_BODY, cards(40)), standard=standard, assets=PHOTOS)
    assert merged(bench, made, processes) == merged(bench, made, 1)


@pytest.mark.parametrize("standard", ["plain", "archival"])
def test_volumes_are_the_same_bytes(bench, standard):
    volumes = [Record({}, [(str(at), *row[1:]) for row in rows(30 + at)]) for at in range(5)]
    made = document(bench.part(ROWS, ROWS_BODY, volumes), standard=standard)
    assert merged(bench, made, 2) == merged(bench, made, 1)


def test_parts_follow_one_another(bench):
    parts = bench.part(CARD, CARD_BODY, cards(5)), bench.part(ROWS, ROWS_BODY, [Record({}, rows(9))] * 3)
    made = document(*parts, assets=PHOTOS)
    assert merged(bench, made, 2) == merged(bench, made, 1)


def test_a_new_number_is_given_by_the_process_that_writes(bench, monkeypatch):
    """Else the helper's own would stand on its pages: the guard is seen to be needed."""
    made = document(bench.part(CARD, CARD_BODY, cards(40)), assets=PHOTOS)
    alone = merged(bench, made, 1)
    monkeypatch.setattr(pages_apart.OutputFile, "numbers_given", lambda file: 0)
    with pytest.raises(KeyError):  # a template the process that writes does not know
        merged(bench, made, 2)
    one_design = document(bench.part(CARD, CARD_BODY, [card(no=word) for word in ("A1", "fi甲", "VA乙", "ffi丙")]),
                          assets=PHOTOS)  # fmt: skip
    assert merged(bench, one_design, 2) != merged(bench, one_design, 1)
    monkeypatch.undo()
    assert merged(bench, made, 2) == alone


def test_problems_are_told_in_order_and_once(bench, nobody_is_left):
    wrong = [card(name=f"{'长' * 9}{at}" if at % 4 == 1 else "王") for at in range(20)]
    made = document(bench.part(CARD, CARD_BODY, wrong), assets=PHOTOS)
    told = []
    for processes in (1, 2):
        with pytest.raises(Stopped) as stopped:
            merged(bench, made, processes)
        told.append([(problem.code, problem.location.path) for problem in stopped.value.problems])
    assert told[0] == told[1]
    assert len(told[0]) == 5
    nobody_is_left()


@pytest.fixture
def nobody_is_left(monkeypatch):
    """Whoever was forked for the batches of this test was waited for; other children of the process are not ours."""
    begun: list[int] = []
    fork = os.fork

    def known_fork() -> int:
        process = fork()
        begun.extend([process] if process else [])
        return process

    def look() -> None:
        assert begun
        for process in begun:
            with pytest.raises(ChildProcessError):
                os.waitpid(process, os.WNOHANG)

    monkeypatch.setattr(os, "fork", known_fork)
    return look


def test_helpers_make_every_other_batch(nobody_is_left):
    found = [made.decode().split() for made in batches(7, 3, lambda batch: f"{batch} {os.getpid()}".encode())]
    assert [made[:1] for made in found] == [[], ["1"], ["2"], [], ["4"], ["5"], []]
    makers = {made[1] for made in found if made}
    assert (len(makers), str(os.getpid()) in makers) == (2, False)
    nobody_is_left()


def test_one_process_forks_nothing():
    assert list(batches(3, 1, lambda batch: bytes(1 // 0))) == [b""] * 3


@pytest.mark.parametrize("end", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: 1 / 0])
def test_a_helper_that_ends_is_begun_anew_from_what_is_known_then(end, nobody_is_left):
    done: list[int] = []

    def make(batch: int) -> bytes:
        return b"%d %d" % (batch, len(done)) if len(done) > 4 else end()

    found = []
    for at, made in enumerate(batches(12, 2, make)):
        found.append(made)
        done.append(at)
    assert found == [b""] * 7 + [b"7 6", b"", b"9 6", b"", b"11 6"]
    nobody_is_left()


def test_a_helper_that_ends_again_and_again_is_done_without(nobody_is_left):
    assert list(batches(60, 2, lambda batch: b"")) == [b""] * 60
    nobody_is_left()


def test_who_stops_asking_leaves_nobody(nobody_is_left):
    asked = batches(9, 2, lambda batch: b"x" * 10**6)
    next(asked)
    asked.close()
    nobody_is_left()
