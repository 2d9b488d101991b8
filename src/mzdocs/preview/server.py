"""The page's server on this machine: requests -> the guard, then the answer, or a stream of what changed."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from mzdocs.core.problems import Exit, Language, Location, Stopped, problem_type, reason
from mzdocs.load.workspace import MAX_MEGABYTES
from mzdocs.preview.answers import Answers, PageAnswer
from mzdocs.preview.guard import (
    FORM,
    FULL,
    HEADERS,
    LENGTH,
    LOOPBACK,
    METHOD,
    NO_LENGTH,
    NOTHING,
    ONCE,
    Guard,
    NotAnswered,
    Refusal,
)  # fmt: skip
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
_DIGITS = 15
"""Of a length: no file has more."""
MOST = 500
"""Connections at once: a hundred tabs have fewer."""


class Server(ThreadingHTTPServer):
    """Listens on this machine only."""

    daemon_threads = True
    allow_reuse_address = False
    request_queue_size = 128

    def __init__(self, port: int, answers: Answers, hub: Hub, language: Language) -> None:
        """Raises:
        Stopped: the port cannot be used.
        """
        self.answers, self.hub, self.language = answers, hub, language
        self.asked_since: dict[socket, float] = {}
        self._open: set[socket] = set()
        try:
            super().__init__((LOOPBACK, port), _Handler)
        except OSError as error:
            raise Stopped([PORT_TAKEN.at(Location(path="--port"), port=port, reason=reason(error))]) from None
        self.guard = Guard.of(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """A thread for it, unless there are too many."""
        self._open.add(request)
        if len(self._open) <= MOST:
            super().process_request(request, client_address)
            return
        said = FULL.why.say(self.language).encode() + b"\n"
        head = f"HTTP/1.1 {FULL.status} {FULL.status.phrase}\r\nConnection: close\r\nContent-Length: {len(said)}\r\n"
        with suppress(OSError):
            request.sendall(head.encode() + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + said)
        self.shutdown_request(request)

    def shutdown_request(self, request: Any) -> None:
        """It is answered, or gave up."""
        self._open.discard(request)
        self.asked_since.pop(request, None)
        super().shutdown_request(request)

    def service_actions(self) -> None:
        """Twice a second: who takes longer than all others to say what is wanted is not listened to any more."""
        latest = time.monotonic() - _Handler.timeout
        for connection, since in list(self.asked_since.items()):
            if since < latest:
                with suppress(OSError):
                    connection.shutdown(SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away in the middle of an answer is no fault."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"
    server_version, sys_version = "mzdocs", ""
    timeout = 60
    disable_nagle_algorithm = True

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

    def handle_one_request(self) -> None:
        """All of it has its time, however small the pieces it comes in."""
        self.server.asked_since[self.connection] = time.monotonic()
        super().handle_one_request()

    def handle_expect_100(self) -> bool:
        """Only who may send it is told to go on."""
        try:
            self._allowed(self.command == "POST")
        except NotAnswered as refused:
            self._refuse(refused.why)
            return False
        return super().handle_expect_100()

    def send_error(self, code: int, *_: object) -> None:
        """What cannot be read at all is refused as everything else is."""
        self._refuse(replace(FORM, status=HTTPStatus(code)))

    def log_message(self, format: str, *args: object) -> None:
        """Addresses hold the token: they are not written anywhere."""

    def _answer(self, writes: bool) -> None:
        try:
            below, query = self._allowed(writes)
            body = self._body() if writes else b""
            del self.server.asked_since[self.connection]
            if below == "events" and not writes:
                self._stream()
            else:
                self._send(self._found(below, query, body if writes else None))
        except NotAnswered as refused:
            self._refuse(refused.why)

    def _allowed(self, writes: bool) -> tuple[str, dict[str, str]]:
        """The address below the token and its query, of a request that may be answered.

        Raises:
            NotAnswered: it may not.
        """
        if self.headers.defects or any(len(self.headers.get_all(name, ())) > 1 for name in ONCE):
            raise NotAnswered(FORM)
        address = urlsplit(self.path if self.path.startswith("/") else "")
        refused = self.server.guard.refused(self.headers, address.path, writes)  # type: ignore[arg-type]
        if refused:
            raise NotAnswered(refused)
        _, _, *rest = address.path.split("/", 2)
        if not rest:
            raise NotAnswered(NOTHING)
        self._length(writes)
        return rest[0], dict(parse_qsl(address.query))

    def _length(self, writes: bool) -> int:
        """Of what is sent; only who writes sends something.

        Raises:
            NotAnswered: it does not say, or says more than any data file may have.
        """
        length = self.headers.get("Content-Length", "" if writes else "0")
        if "Transfer-Encoding" in self.headers or not length.isdecimal():
            raise NotAnswered(NO_LENGTH)
        if len(length) > _DIGITS or int(length) > MAX_MEGABYTES * 1_000_000:
            raise NotAnswered(LENGTH)
        if int(length) and not writes:
            raise NotAnswered(FORM)
        return int(length)

    def _body(self) -> bytes:
        """All that is sent.

        Raises:
            NotAnswered: it ends before that.
        """
        length = self._length(writes=True)
        body = self.rfile.read(length)
        if len(body) < length:
            raise NotAnswered(FORM)
        return body

    def _found(self, below: str, query: dict[str, str], body: bytes | None) -> PageAnswer:
        """What stands at an address, or is said of what was sent to it.

        Raises:
            NotAnswered: nothing does, or what was sent is not understood.
        """
        if body is None:
            found = self.server.answers.of(below, query)
        else:
            try:
                found = self.server.answers.taken(below, query, body)
            except (ValueError, RecursionError):
                raise NotAnswered(FORM) from None
        if found is None:
            raise NotAnswered(NOTHING if body is None else METHOD)
        return found

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
