"""Who may ask: only a page that this very process gave out, on this machine. Values in, a refusal or nothing out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from secrets import compare_digest, token_urlsafe

from mzdocs.core.problems import Sentence

LOOPBACK = "127.0.0.1"
HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""What goes with every answer: nothing is kept, nothing is fetched from elsewhere, nobody else may frame it."""


@dataclass(frozen=True)
class Refusal:
    """A request that is not answered: the status, and why in a sentence."""

    status: HTTPStatus
    why: Sentence


class NotAnswered(Exception):
    """Ends a request that is not answered."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.status)
        self.why = why


ONCE = ("Host", "Origin", "Content-Length", "Transfer-Encoding", "Sec-Fetch-Site")
"""Headers of which a second could be taken for the first."""
_HOST = Refusal(
    HTTPStatus.MISDIRECTED_REQUEST,
    Sentence("这个页面只在本机打开：地址要以 http://127.0.0.1 开头", "This page is open on this machine only"),
)
_ORIGIN = Refusal(HTTPStatus.FORBIDDEN, Sentence("别的网页不能取用这里的内容", "Other pages may not ask for this"))
_TOKEN = Refusal(
    HTTPStatus.FORBIDDEN,
    Sentence(
        "地址不完整或已经过时：请用 mzdocs preview 最近显示的地址", "The address is not whole, or of an earlier run"
    ),
)
LENGTH = Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, Sentence("文件太大", "The file is too large"))
NOTHING = Refusal(HTTPStatus.NOT_FOUND, Sentence("没有这个页面", "There is no such page"))
NO_LENGTH = Refusal(HTTPStatus.LENGTH_REQUIRED, Sentence("没有说明内容有多长", "It does not say how long it is"))
FORM = Refusal(HTTPStatus.BAD_REQUEST, Sentence("看不懂这个请求", "The request cannot be understood"))
FULL = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE,
    Sentence("打开的页面太多了：关掉几个再试", "Too many pages are open: close some and try again"),
)
METHOD = Refusal(HTTPStatus.METHOD_NOT_ALLOWED, Sentence("不能这样请求", "It cannot be asked for in this way"))


@dataclass(frozen=True)
class Guard:
    """The port it listens on and the token of this run."""

    port: int
    token: str

    @classmethod
    def of(cls, port: int) -> Guard:
        """One with a token nobody can guess."""
        return cls(port, token_urlsafe(24))

    @property
    def address(self) -> str:
        """What is opened in a browser."""
        return f"http://{LOOPBACK}:{self.port}/{self.token}/"

    def refused(self, headers: Mapping[str, str], path: str, writes: bool) -> Refusal | None:
        """Why a request is not answered; nothing if it may be. One that `writes` must say which page it comes from."""
        hosts = {f"{name}:{self.port}" for name in (LOOPBACK, "localhost")}
        if headers.get("Host", "").lower() not in hosts:
            return _HOST
        origin = headers.get("Origin")
        if origin is not None and origin.lower() not in {f"http://{host}" for host in hosts}:
            return _ORIGIN
        if origin is None and writes:
            return _ORIGIN
        if headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            return _ORIGIN
        token = path.split("/", 2)[1] if path.startswith("/") else ""
        return None if compare_digest(token.encode(), self.token.encode()) else _TOKEN
