"""Requests no browser makes: each is refused with its status and in a sentence, and the page is served on."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from mzdocs.core.child_process import LimitMet
from mzdocs.load import Workspace as Space
from mzdocs.preview import previewed, server
from mzdocs.preview.worker import Worker
from tests.bench.saves import opened

from . import workspaces

PLATE = "leaf/taoyuan/plaque/plaque-plate.pdf"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    workspace = workspaces.make(tmp_path_factory.mktemp("preview") / "district")
    with previewed(Space(workspace.root), "zh") as address:
        yield address


def _said(address: str, request: bytes, ended: bool = False) -> bytes:
    """What is answered to these very bytes, until the connection is closed."""
    url = urlsplit(address)
    with socket.create_connection((url.hostname or "", url.port or 0), timeout=60) as there:
        there.sendall(request)
        if ended:
            there.shutdown(socket.SHUT_WR)
        return _rest(there)


def _rest(there: socket.socket) -> bytes:
    got = b""
    while more := there.recv(65536):
        got += more
    return got


def _request(address: str, line: str, headers: str = "", body: str = "") -> bytes:
    """A request whose host is right: `{here}` is the page's path, and `{own}` the origin of its page."""
    url = urlsplit(address)
    text = f"{line} HTTP/1.1\r\nHost: {url.netloc}\r\n{headers}\r\n{body}"
    return text.replace("{here}", url.path).replace("{own}", f"Origin: http://{url.netloc}\r\n").encode()


_POST = "POST {here}workbook?name=a.xlsx"
ODD = {
    "no version of ours": (505, "GET {here}stations HTTP/2.0\r\n\r\n"),
    "a version that is none": (400, "GET / HTTP/x\r\n\r\n"),
    "another protocol": (400, "\x16\x03\x01\x02\r\n\r\n"),
    "one word": (400, "GET\r\n\r\n"),
    "no version": (421, "GET {here}stations\r\n\r\n"),
    "an endless address": (414, f"GET /{'a' * 70_000} HTTP/1.1\r\n\r\n"),
}
"""The whole request."""
REFUSED = {
    "a header without end": (431, "GET {here}stations", f"X: {'a' * 70_000}\r\n", ""),
    "too many headers": (431, "GET {here}stations", "X: a\r\n" * 300, ""),
    "a header that is none": (400, "GET {here}stations", "evil\r\n", ""),
    "a second host": (400, "GET {here}stations", "Host: evil\r\n", ""),
    "a second origin": (400, _POST, "{own}Origin: http://evil\r\nContent-Length: 1\r\n", "x"),
    "a second length": (400, _POST, "{own}Content-Length: 1\r\nContent-Length: 2\r\n", "xx"),
    "a whole address": (403, "GET http://evil{here}stations", "", ""),
    "an address that is none": (403, "GET http://[evil/", "", ""),
    "a tunnel": (405, "CONNECT evil:443", "", ""),
    "a request within a request": (400, "GET {here}stations", "Content-Length: 9\r\n", "GET /evil"),
    "pieces": (411, _POST, "{own}Transfer-Encoding: chunked\r\n", "1\r\nx\r\n0\r\n\r\n"),
    "pieces and a length": (411, _POST, "{own}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "x"),
    "no length": (411, _POST, "{own}", "x"),
    "less than nothing": (411, _POST, "{own}Content-Length: -1\r\n", "x"),
    "more digits than are read": (413, _POST, f"{{own}}Content-Length: {'9' * 5000}\r\n", "x"),
    "may I send, of elsewhere": (403, _POST, "Expect: 100-continue\r\nContent-Length: 9\r\n", ""),
    "may I send too much": (413, _POST, "{own}Expect: 100-continue\r\nContent-Length: 1000000000000\r\n", ""),
    "brackets without end": (400, "POST {here}approve", "{own}Content-Length: 99999\r\n", "[" * 99_999),
    "a number without end": (400, "POST {here}approve", "{own}Content-Length: 5000\r\n", "9" * 5000),
    "an approval of nothing": (400, "POST {here}approve", "{own}Content-Length: 2\r\n", "{}"),
    "an approval on no day": (
        400, "POST {here}approve", "{own}Content-Length: 50\r\n", '{"station":"a", "by":"b", "on":"c", "files":{}    }',
    ),
    "nothing there, and goodbye": (404, "GET {here}nothing", "Connection: close\r\n", ""),
    "nothing taken, and goodbye": (405, "POST {here}stations", "{own}Connection: close\r\nContent-Length: 1\r\n", "x"),
    "a page of 5000 digits": (404, f"GET {{here}}{PLATE}/{'9' * 5000}", "Connection: close\r\n", ""),
    "no station": (404, "GET {here}station/%00", "Connection: close\r\n", ""),
    "no kind": (404, "GET {here}proof/taoyuan/__class__/x.pdf", "Connection: close\r\n", ""),
}  # fmt: skip


@pytest.mark.parametrize("trick", [*ODD, *REFUSED])
def test_what_no_browser_asks_is_refused_in_a_sentence(address: str, trick: str) -> None:
    if trick in ODD:
        status, text = ODD[trick]
        request = text.replace("{here}", urlsplit(address).path).encode("latin-1")
    else:
        status, line, headers, body = REFUSED[trick]
        request = _request(address, line, headers, body)
    head, _, said = _said(address, request).partition(b"\r\n\r\n")
    first, *told = head.decode("latin-1").split("\r\n")
    assert first.startswith(f"HTTP/1.1 {status} ")
    assert "Cache-Control: no-store" in told
    assert f"Content-Length: {len(said)}" in told
    assert any("\u4e00" <= each <= "\u9fff" for each in said.decode())
    assert b"evil" not in said and urlsplit(address).path.encode() not in said


def test_what_ends_before_it_said_it_would_is_not_taken(address: str) -> None:
    cut = _request(address, _POST, "{own}Content-Length: 100\r\n", "PK")
    assert _said(address, cut, ended=True).startswith(b"HTTP/1.1 400 ")


def test_one_more_than_there_may_be_is_told_to_come_again(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    url = urlsplit(address)
    monkeypatch.setattr(server, "MOST", 3)
    with ExitStack() as opened:
        streams = [opened.enter_context(socket.create_connection((url.hostname, url.port), timeout=60)) for _ in "123"]
        for each in streams:
            each.sendall(_request(address, "GET {here}events"))
            assert each.recv(12) == b"HTTP/1.1 200"
        refused = _said(address, b"")
        assert refused.startswith(b"HTTP/1.1 503 ")
        assert "打开的页面太多了" in refused.decode()
    monkeypatch.undo()
    assert _said(address, _request(address, "GET {here}stations", "Connection: close\r\n")).startswith(b"HTTP/1.1 200")


def test_who_asks_in_crumbs_is_not_waited_for(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server._Handler, "timeout", 2)
    url = urlsplit(address)
    with socket.create_connection((url.hostname, url.port), timeout=0.2) as there:
        while _still_heard(there):
            there.sendall(b"G")


def _still_heard(there: socket.socket) -> bool:
    try:
        return there.recv(1) != b""
    except TimeoutError:
        return True
    except ConnectionError:
        return False


def test_lost_connections_leave_nothing_behind(address: str) -> None:
    url = urlsplit(address)
    for _ in range(50):
        for sent in (b"", b"GET ", _request(address, f"GET {{here}}{PLATE}/0"), _request(address, "GET {here}events")):
            with socket.create_connection((url.hostname, url.port), timeout=60) as there:
                there.sendall(sent)
    assert _said(address, _request(address, "GET {here}stations", "Connection: close\r\n")).startswith(b"HTTP/1.1 200")


def _unreadable(station: Path) -> None:
    station.rename(station.parents[2] / "kept.yaml")
    station.mkdir()


def _readable_again(station: Path) -> None:
    station.rmdir()
    (station.parents[2] / "kept.yaml").rename(station)


def _away(station: Path) -> None:
    station.parents[1].rename(station.parents[2] / "away")


def _back(station: Path) -> None:
    (station.parents[2] / "away").rename(station.parents[1])


def _too_large(station: Path) -> None:
    station.rename(station.parents[2] / "kept.yaml")
    station.write_text("#" * 2_000_001, "utf-8")


def _small_again(station: Path) -> None:
    (station.parents[2] / "kept.yaml").replace(station)


@pytest.mark.parametrize(
    ("spoil", "heal", "code"),
    [
        (_unreadable, _readable_again, "MZ1303"),
        (_away, _back, "MZ1304"),
        (_too_large, _small_again, "MZ1008"),
    ],
)
def test_what_becomes_of_the_data_is_told_on_the_page_and_heals(
    tmp_path: Path, spoil: Callable[[Path], None], heal: Callable[[Path], None], code: str
) -> None:
    workspace = workspaces.make(tmp_path / "district")
    with opened(workspace.root, polling=False) as page:
        sound = page.ask("proof/taoyuan/plaque/plaque-plate.pdf")
        for change, told in ((spoil, code.encode()), (heal, sound)):
            change(workspace.station)
            while told not in page.ask("proof/taoyuan/plaque/plaque-plate.pdf"):
                page.heard()


class _Held:
    def echo(self, state: int) -> int:
        return state


def test_where_no_child_can_be_started_it_is_told_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    start, tries = Worker._start, []

    def fails_twice(self: Worker[_Held]) -> object:
        tries.append(1)
        if len(tries) < 3:
            raise FileNotFoundError("the folder it was started in is gone")
        return start(self)

    monkeypatch.setattr(Worker, "_start", fails_twice)
    worker = Worker(_Held)
    with pytest.raises(LimitMet) as found:
        worker.ask(_Held.echo, 1)
    assert found.value.met == "crash"
    assert worker.ask(_Held.echo, 2) == 2
