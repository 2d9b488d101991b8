"""Optional content of a PDF -> whether what stands in a layer is printed, and whether a screen shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import pikepdf

_Event = Literal["Print", "View"]
_DEEPEST = 32
"""Expressions within expressions; a deeper one is taken as visible."""


class Visible(NamedTuple):
    """Whether something is printed, and whether a screen shows it."""

    prints: bool = True
    shows: bool = True

    def and_also(self, other: Visible) -> Visible:
        """Of what stands in both."""
        return Visible(self.prints and other.prints, self.shows and other.shows)


VISIBLE = Visible()


class Layers:
    """The layers of a file as its default configuration sets them; a file without any shows all it paints."""

    def __init__(self, said: Any = None) -> None:
        self._said = said
        self._off: dict[_Event, set[tuple[int, int]]] = {"Print": set(), "View": set()}
        if said is not None:
            config = said.get("/D", pikepdf.Dictionary())
            for event, off in self._off.items():
                off.update(_off_by_default(said, config))
                _apply_usage(config, event, off)

    def of(self, content: Any) -> Visible:
        """What a group or a membership dictionary makes of the content that names it."""
        if self._said is None or not isinstance(content, pikepdf.Dictionary):
            return VISIBLE
        return Visible(self._is_on(content, "Print"), self._is_on(content, "View"))

    def _is_on(self, content: Any, event: _Event) -> bool:
        if content.get("/Type") != "/OCMD":
            return content.objgen not in self._off[event]
        if "/VE" in content:
            return self._holds(content.VE, event, 0)
        states = [each.objgen not in self._off[event] for each in _listed(content.get("/OCGs"))]
        return not states or _POLICIES[str(content.get("/P", "/AnyOn"))](states)

    def _holds(self, said: Any, event: _Event, depth: int) -> bool:
        """Whether a visibility expression is true."""
        if not isinstance(said, pikepdf.Array):
            return said.objgen not in self._off[event]
        if depth > _DEEPEST or not len(said):
            return True
        states = [self._holds(each, event, depth + 1) for each in list(said)[1:]]
        return {"/And": all, "/Or": any}.get(str(said[0]), _none)(states)


def _none(states: list[bool]) -> bool:
    return not any(states)


def _any_off(states: list[bool]) -> bool:
    return not all(states)


_POLICIES = {"/AllOn": all, "/AnyOn": any, "/AnyOff": _any_off, "/AllOff": _none}


def _listed(said: Any) -> Iterator[Any]:
    each = said if isinstance(said, pikepdf.Array) else [said]
    return (group for group in each if isinstance(group, pikepdf.Dictionary))


def _off_by_default(said: Any, config: Any) -> set[tuple[int, int]]:
    """`Unchanged` is what a file begins with: on."""
    off = {group.objgen for group in _listed(config.get("/OFF"))}
    if config.get("/BaseState") == "/OFF":
        off |= {group.objgen for group in _listed(said.get("/OCGs"))}
        off -= {group.objgen for group in _listed(config.get("/ON"))}
    return off


def _apply_usage(config: Any, event: _Event, off: set[tuple[int, int]]) -> None:
    """What a group says of itself counts where the configuration asks it for this event."""
    for asked in _listed(config.get("/AS")):
        if asked.get("/Event") == f"/{event}":
            for group in _listed(asked.get("/OCGs")):
                states = _states(group.get("/Usage", {}), asked.get("/Category", ()))
                if "/OFF" in states:
                    off.add(group.objgen)
                elif states:
                    off.discard(group.objgen)


def _states(usage: Any, categories: Any) -> set[str]:
    named = {str(category)[1:] for category in categories}
    found = {str(usage.get(f"/{name}", {}).get(f"/{name}State", "")) for name in named}
    return found - {""}
