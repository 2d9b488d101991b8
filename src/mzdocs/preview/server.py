"""The page's server on this machine: requests -> the guard, then the answer, or a stream of what changed."""

from __future__ import annotations

import json
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from mzdocs.core.problems import Exit, Language, Location, Stopped, problem_type, reason
from mzdocs.load.workspace import MAX_MEGABYTES
from mzdocs.preview.answers import Answers, PageAnswer
from mzdocs.preview.guard import HEADERS, LENGTH, LOOPBACK, METHOD, NOTHING, Guard, Refusal
from mzdocs.preview.hub import Hub

PORT_TAKEN = problem_type(
    "MZ7901",
    "端口 {port} 用不了：{reason}",
    "Port {port} cannot be used: {reason}",
    "另一个预览可能还开着：关掉它，或者不写 --port，由系统选一个。",
    "Another preview may be open: close it, or leave out --port and any free one is taken.",
    Exit.OUTPUT,
)
_HEARTBEAT = 15
"""Seconds after which a stream says that it is still there: so one whose page was closed ends."""


class Server(ThreadingHTTPServer):
    """Listens on this machine only."""

    daemon_threads = True
    allow_reuse_address = False

    def __init__(self, port: int, answers: Answers, hub: Hub, language: Language) -> None:
        """Raises:
        Stopped: the port cannot be used.
        """
        self.answers, self.hub, self.language = answers, hub, language
        try:
            super().__init__((LOOPBACK, port), _Handler)
        except OSError as error:
            raise Stopped([PORT_TAKEN.at(Location(path="--port"), port=port, reason=reason(error))]) from None
        self.guard = Guard.of(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away in the middle of an answer is no fault."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "mzdocs", ""
    timeout = 60

    def do_GET(self) -> None:
        """The page, what stands at an address, or the stream."""
        self._answer(writes=False)

    def do_HEAD(self) -> None:
        """The same without its body."""
        self._answer(writes=False)

    def do_POST(self) -> None:
        """A workbook to be checked, or what was seen to be signed off."""
        self._answer(writes=True)

    def __getattr__(self, name: str) -> object:
        if name.startswith("do_"):
            return partial(self._refuse, METHOD)
        raise AttributeError(name)

    def log_message(self, format: str, *args: object) -> None:
        """Addresses hold the token: they are not written anywhere."""

    def _answer(self, writes: bool) -> None:
        address = urlsplit(self.path)
        refused = self.server.guard.refused(self.headers, address.path, writes)  # type: ignore[arg-type]
        if refused:
            self._refuse(refused)
            return
        _, _, *rest = address.path.split("/", 2)
        if not rest:
            self._refuse(NOTHING)
            return
        below = rest[0]
        if below == "events" and not writes:
            self._stream()
            return
        query = dict(parse_qsl(address.query))
        found = self._taken(below, query) if writes else self.server.answers.of(below, query)
        if found:
            self._send(found)
        elif not self.close_connection:
            self._refuse(METHOD if writes else NOTHING)

    def _taken(self, below: str, query: dict[str, str]) -> PageAnswer | None:
        """What is said of what was sent; refused where it is larger than any data file may be."""
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MAX_MEGABYTES * 1_000_000:
            self._refuse(LENGTH)
            return None
        return self.server.answers.taken(below, query, self.rfile.read(int(length)))

    def _refuse(self, refused: Refusal) -> None:
        self.close_connection = True
        body = f"{refused.why.say(self.server.language)}\n".encode()
        self._send(PageAnswer(body, "text/plain; charset=utf-8", refused.status))

    def _send(self, answer: PageAnswer) -> None:
        self._head(answer.status, {"Content-Type": answer.media, "Content-Length": str(len(answer.body))})
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _head(self, status: HTTPStatus, more: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, **more}.items():
            self.send_header(name, value)
        self.end_headers()

    def _stream(self) -> None:
        """Each state as it comes, until the page or the server is closed."""
        self.close_connection = True
        self._head(HTTPStatus.OK, {"Content-Type": "text/event-stream", "Connection": "close"})
        state: int | None = self.server.hub.state
        while state is not None and self.command != "HEAD":
            self.wfile.write(f"data: {json.dumps({'state': state})}\n\n".encode())
            self.wfile.flush()
            state = self.server.hub.next(state, _HEARTBEAT)
