"""What was just worked out is not worked out again; only so much is held, and nothing of what failed."""

from __future__ import annotations

import pytest

from mzdocs.core.recent_results import RecentResults


def test_the_same_bytes_are_worked_on_once() -> None:
    worked: list[bytes] = []
    results = RecentResults(lambda data: (worked.append(data), data * 2)[1], len)
    assert [results.of(each) for each in (b"a", b"b", b"a", b"b")] == [b"aa", b"bb", b"aa", b"bb"]
    assert worked == [b"a", b"b"]


@pytest.mark.parametrize(("most", "again"), [(4, []), (3, [b"b"])])
def test_the_latest_are_held_as_far_as_there_is_room(most: int, again: list[bytes]) -> None:
    worked: list[bytes] = []
    results = RecentResults(lambda data: (worked.append(data), data * 2)[1], len, most)
    for each in (b"a", b"b", b"a"):
        results.of(each)
    worked.clear()
    results.of(b"a")
    results.of(b"b")
    assert worked == again


def test_what_is_larger_than_the_room_is_given_and_not_held() -> None:
    results = RecentResults(lambda data: data, len, 2)
    assert results.of(b"abc") == b"abc"
    assert results._held == {}


def test_a_work_that_fails_is_done_again() -> None:
    worked: list[bytes] = []

    def work(data: bytes) -> bytes:
        worked.append(data)
        if len(worked) == 1:
            raise MemoryError
        return data

    results = RecentResults(work, len)
    with pytest.raises(MemoryError):
        results.of(b"a")
    assert results.of(b"a") == b"a"
