"""A finished file -> where in it a secret or an identity number can still be read: every layer is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from mzdocs.core.problems import Exit, Location, Problem, problem_type
from mzdocs.leaks import numbers
from mzdocs.leaks.finder import Finder, Layer
from mzdocs.leaks.layers import layers

LEAK = problem_type(
    "MZ1702",
    "这个文件里不该有的身份证号（{layers}）",
    "An identity number stands in a file that may not bear one ({layers})",
    "文件没有交付。先查数据文件里有没有把号码写进名称、地点、备注等处，删去再生成；没有，请报告维护者。",
    "The file was not delivered. Look for the number in the data's names, places and notes; if none has it, report it.",
    Exit.PRIVACY,
)


def leaks(data: bytes, secrets: Iterable[str]) -> list[str]:
    """The layers of a PDF, XLSX, DOCX, SQLite, CSV or JSON file that hold one of the secrets; never the secret itself.

    A part that cannot be opened is reported too: what was not looked at is not known to be clean.
    """
    finder = _finder(tuple(secrets))
    return sorted({layer.where for layer in layers(data) if layer.closed or finder.sees(layer)})


@lru_cache(maxsize=1)
def _finder(secrets: tuple[str, ...]) -> Finder:
    """All files of a station are searched for the same secrets."""
    return Finder(secrets)


def leaked(location: Location, data: bytes, secrets: Sequence[str] = ()) -> Iterator[Problem]:
    """The gate for a file of any set but the private ones: no secret in it, and no identity number, whoever's it is."""
    finder, known = _finder(tuple(secrets)), dict[bytes, bool]()

    def tells(layer: Layer) -> bool:
        """Bytes that stand in two layers, as those of every stream do, are searched once."""
        if layer.text:
            return finder.sees(layer) or numbers.in_text(layer.text)
        if layer.data not in known:
            known[layer.data] = finder.sees(layer) or numbers.in_bytes(layer.data)
        return known[layer.data]

    found = {each.where for each in layers(data) if each.closed or tells(each)}
    if found:
        yield LEAK.at(location, layers="、".join(sorted(found)))


def identity_numbers(data: bytes) -> list[str]:
    """The layers that hold a whole, valid identity number, whoever's it is; a line may end with a hyphen inside it."""
    return sorted({layer.where for layer in layers(data) if layer.closed or _bears_number(layer)})


def _bears_number(layer: Layer) -> bool:
    return numbers.in_text(layer.text) if layer.text else numbers.in_bytes(layer.data)


__all__ = ["LEAK", "identity_numbers", "leaked", "leaks"]
