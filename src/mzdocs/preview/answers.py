"""An address below the token -> what stands there: the page itself, stations and documents as JSON, pictures as PNG."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import unquote

from mzdocs.checks.told_values import told_values
from mzdocs.core.boxes import PageBox
from mzdocs.core.child_process import LimitMet
from mzdocs.core.explanation import code_modules, explained
from mzdocs.core.problems import CRITERIA, Language, Problem, Stopped
from mzdocs.kinds import KINDS
from mzdocs.preview.delivered_before import again, before, difference, picture_before
from mzdocs.preview.downloads import bundle_of, papers_of, since_handed_over
from mzdocs.preview.dropped_book import checked_book
from mzdocs.preview.hub import Hub
from mzdocs.preview.page_mends import mended_by_hand, mends_shown
from mzdocs.preview.signing_off import signable, signed_off
from mzdocs.preview.workbench import NO_SUCH, StationSeen, Workbench
from mzdocs.preview.worker import AtHand, Worker

SCRIPTS = (
    "hear.js",
    "words.js",
    "told.js",
    "spots.js",
    "mend.js",
    "book.js",
    "district.js",
    "preview.js",
    "approve.js",
)
"""Of the page, in their order: what the last one does when the page is opened needs the others."""
_PAGE = {
    "": "text/html", "preview.css": "text/css", "icon.svg": "image/svg+xml", **dict.fromkeys(SCRIPTS, "text/javascript")
}  # fmt: skip
_ZIP = "application/zip"
Asked = Worker[Workbench] | AtHand[Workbench]
_Value = TypeVar("_Value")
_Given = ParamSpec("_Given")
_LONGEST = 4000
"""Pixels of a picture's longer side."""


@dataclass(frozen=True)
class PageAnswer:
    """Bytes and what they are; `status` says more where nothing stands at the address any more."""

    body: bytes
    media: str
    status: HTTPStatus = HTTPStatus.OK


class Answers:
    """What the child knows of the present state, in the language of the page.

    What takes long and is not looked at meanwhile, a `packer` makes: it is called for when it is first needed.
    """

    def __init__(
        self, worker: Asked, hub: Hub, title: str, language: Language, packer: Callable[[], Asked] | None = None
    ) -> None:
        self._worker, self._hub, self._title, self._language = worker, hub, title, language
        self._packer = cache(packer or (lambda: worker))

    def of(self, path: str, query: Mapping[str, str]) -> PageAnswer | None:
        """What stands at a path below the token; None if nothing does."""
        if path in _PAGE:
            return PageAnswer(page_part(path or "index.html"), f"{_PAGE[path]}; charset=utf-8")
        what, _, code = path.partition("/")
        if what == "explanation":
            return _json(asdict(explained(code))) if code in code_modules() else None
        try:
            return self._made(path.split("/"), query)
        except Stopped as stopped:
            return self._why_not(stopped)
        except LimitMet as limit:
            return _json({"limit": limit.met})
        except (LookupError, ValueError):
            return None

    def taken(self, path: str, query: Mapping[str, str], body: bytes) -> PageAnswer | None:
        """What is said of what is given to a path; None if none is taken there.

        Raises:
            ValueError: it cannot be understood.
            RecursionError: nor can it be read.
        """
        try:
            match [unquote(part) for part in path.split("/")]:
                case ["workbook"]:
                    book = self._now(checked_book, query.get("name", ""), body)
                    marked = base64.b64encode(book.marked).decode()
                    return _json({"name": book.name, "problems": self._told(book.problems), "marked": marked})
                case ["mend", slug]:
                    shown = (query.get(each, "") for each in ("file", "before", "after"))
                    return _json({"kept": self._now(mended_by_hand, slug, *shown)})
                case ["approve"]:
                    return self._signed_off(body)
        except Stopped as stopped:
            return self._why_not(stopped)
        except LimitMet as limit:
            return _json({"limit": limit.met})
        except LookupError:
            return None
        return None

    def _now(
        self, call: Callable[Concatenate[Workbench, int, _Given], _Value], *given: _Given.args, **named: _Given.kwargs
    ) -> _Value:
        """What a call gives of the present state, also where that becomes another while it waits."""
        while True:
            state = self._hub.state
            try:
                return self._worker.ask(call, state, *given, **named)
            except LookupError:
                if state == self._hub.state:
                    raise

    def _signed_off(self, body: bytes) -> PageAnswer:
        """Sign what the page says was seen.

        Raises:
            ValueError: it says nothing of the kind.
        """
        match json.loads(body):
            case {"station": str(slug), "by": str(by), "on": str(on), "files": dict(seen)} if all(
                isinstance(each, str) for each in seen.values()
            ):
                day = date.fromisoformat(on)
                return _json({"approved": self._worker.ask(signed_off, self._hub.state, slug, by, day, seen)})
        raise ValueError("approve")

    def _made(self, parts: list[str], query: Mapping[str, str]) -> PageAnswer | None:
        ask, state = self._worker.ask, self._hub.state
        match [unquote(part) for part in parts]:
            case ["stations"]:
                return _json(self._all(ask(Workbench.stations, state)))
            case ["station", slug]:
                return _json(
                    self._station((self._worker.ask_later if "later" in query else ask)(Workbench.station, state, slug))
                )
            case ["again", slug]:
                return _json({"documents": [asdict(each) for each in self._worker.ask_later(again, state, slug)]})
            case ["approvals", slug]:
                return _json({"files": [asdict(each) for each in self._worker.ask_later(signable, state, slug)]})
            case ["proof", slug, kind, file]:
                return _json(asdict(ask(Workbench.proof, state, slug, kind, file)))
            case ["before", slug, kind, file]:
                return _json(asdict(ask(before, state, slug, kind, file)))
            case ["verdict", slug, kind, file]:
                found = self._worker.ask_later(Workbench.judged, state, slug, kind, file)
                return _json({"problems": self._told(found)})
            case ["mends", slug]:
                return _json({"files": [asdict(each) for each in self._worker.ask_later(mends_shown, state, slug)]})
            case ["since", slug]:
                return _json({"again": self._packer().ask_later(since_handed_over, state, slug)})
            case ["bundle" | "papers" as what, slug]:
                return PageAnswer(self._packer().ask(_CARRIED[what], state, slug), _ZIP)
            case ["leaf" | "before-leaf" | "difference" as view, slug, kind, file, page]:
                longest = max(16, min(int(query.get("longest", "1200")), _LONGEST))
                if view == "leaf" and "box" in query:
                    left, top, width, height = map(float, query["box"].split(","))
                    box = PageBox(int(page) + 1, left, top, width, height)
                    return PageAnswer(ask(Workbench.piece, state, slug, kind, file, box, longest), "image/png")
                return PageAnswer(ask(_VIEWS[view], state, slug, kind, file, int(page), longest), "image/png")
        return None

    def _all(self, slugs: Sequence[str]) -> dict[str, Any]:
        kinds = {name: kind.title.say(self._language) for name, kind in KINDS.items()}
        return {
            "title": self._title, "language": self._language, "kinds": kinds, "criteria": CRITERIA, "stations": slugs,
        }  # fmt: skip

    def _station(self, seen: StationSeen) -> dict[str, Any]:
        documents = [asdict(each) for each in seen.documents]
        return {
            **asdict(replace(seen, documents=(), problems=())),
            "documents": documents,
            "problems": self._told(seen.problems),
        }

    def _why_not(self, stopped: Stopped) -> PageAnswer:
        told = _json({"problems": self._told([*stopped.problems, *stopped.beside])})
        gone = any(each.code == NO_SUCH.code for each in stopped.problems)
        return replace(told, status=HTTPStatus.NOT_FOUND) if gone else told

    def _told(self, problems: Iterable[Problem]) -> list[dict[str, Any]]:
        return told_values(problems, self._language)


def _json(value: object) -> PageAnswer:
    return PageAnswer(json.dumps(value, ensure_ascii=False).encode(), "application/json")


@cache
def page_part(name: str) -> bytes:
    """A file of the page."""
    return (files("mzdocs.preview") / "page" / name).read_bytes()


_CARRIED = {"bundle": bundle_of, "papers": papers_of}
_VIEWS = {"leaf": Workbench.picture, "before-leaf": picture_before, "difference": difference}
