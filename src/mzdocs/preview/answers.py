"""An address below the token -> what stands there: the page itself, stations, documents and their pictures as JSON, PNG."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

from mzdocs.checks.told_values import told_values
from mzdocs.core.child_process import LimitMet
from mzdocs.core.problems import Language, Stopped
from mzdocs.kinds import KINDS
from mzdocs.preview.hub import Hub
from mzdocs.preview.workbench import Proof, StationSeen
from mzdocs.preview.worker import LATER, SOON, Worker

_PAGE = {"": "text/html", "preview.css": "text/css", "preview.js": "text/javascript"}
_LONGEST = 4000
"""Pixels of a picture's longer side."""


@dataclass(frozen=True)
class Answer:
    """Bytes and what they are."""

    body: bytes
    media: str


class Answers:
    """What the child knows of the present state, in the language of the page."""

    def __init__(self, worker: Worker, hub: Hub, title: str, language: Language) -> None:
        self._worker, self._hub, self._title, self._language = worker, hub, title, language

    def of(self, path: str, query: Mapping[str, str]) -> Answer | None:
        """What stands at a path below the token; None if nothing does."""
        parts = [unquote(part) for part in path.split("/")]
        if len(parts) == 1 and parts[0] in _PAGE:
            return Answer(_part(parts[0] or "index.html"), f"{_PAGE[parts[0]]}; charset=utf-8")
        try:
            match parts:
                case ["stations"]:
                    return self._json(self._stations())
                case ["station", slug]:
                    return self._json(self._station(slug, query))
                case ["proof", slug, kind, file]:
                    return self._json(self._proof(slug, kind, file))
                case ["verdict", slug, kind, file]:
                    return self._json(self._verdict(slug, kind, file))
                case ["leaf", slug, kind, file, page]:
                    return self._picture(slug, kind, file, int(page), int(query.get("longest", "1200")))
        except (LookupError, ValueError):
            return None
        return None

    def _stations(self) -> dict[str, Any]:
        slugs = self._asked("stations")
        kinds = {name: kind.title.say(self._language) for name, kind in KINDS.items()}
        found = slugs if isinstance(slugs, dict) else {"stations": slugs}
        return {"title": self._title, "language": self._language, "kinds": kinds, **found}

    def _station(self, slug: str, query: Mapping[str, str]) -> dict[str, Any]:
        seen = self._asked("station", slug, urgency=LATER if "later" in query else SOON)
        if not isinstance(seen, StationSeen):
            return dict(seen)
        documents = [asdict(each) for each in seen.documents]
        told = told_values(seen.problems, self._language)
        return {"slug": seen.slug, "name": seen.name, "documents": documents, "problems": told, "withheld": seen.withheld}

    def _proof(self, slug: str, kind: str, file: str) -> dict[str, Any]:
        proof = self._asked("proof", slug, kind, file)
        return {"leaves": [asdict(leaf) for leaf in proof.leaves]} if isinstance(proof, Proof) else dict(proof)

    def _verdict(self, slug: str, kind: str, file: str) -> dict[str, Any]:
        found = self._asked("judged", slug, kind, file, urgency=LATER)
        return found if isinstance(found, dict) else {"problems": told_values(found, self._language)}

    def _picture(self, slug: str, kind: str, file: str, page: int, longest: int) -> Answer | None:
        made = self._asked("picture", slug, kind, file, page, max(16, min(longest, _LONGEST)))
        return Answer(made, "image/png") if isinstance(made, bytes) else None

    def _asked(self, method: str, *given: object, urgency: int = SOON) -> Any:
        """What the child gives, or why it does not, as a value of the page."""
        try:
            return self._worker.ask(method, self._hub.state, *given, urgency=urgency)
        except Stopped as stopped:
            return {"problems": told_values([*stopped.problems, *stopped.beside], self._language)}
        except LimitMet as limit:
            return {"limit": limit.met}

    @staticmethod
    def _json(value: object) -> Answer:
        return Answer(json.dumps(value, ensure_ascii=False).encode(), "application/json")


@cache
def _part(name: str) -> bytes:
    """A file of the page."""
    return (files("mzdocs.preview") / "page" / name).read_bytes()
