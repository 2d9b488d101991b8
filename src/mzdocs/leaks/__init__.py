"""A finished file -> where in it something of a client can still be read: every layer is opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from mzdocs.core.problems import Exit, Location, Problem, Sentence, problem_type
from mzdocs.leaks import numbers
from mzdocs.leaks.finder import Finder, Layer
from mzdocs.leaks.layers import layers
from mzdocs.leaks.person_names import PersonNames
from mzdocs.leaks.short_numbers import ShortNumbers
from mzdocs.model.secret_texts import SecretKind, SecretTexts

LEAK = problem_type(
    "MZ1702",
    "这个文件里不该有的{what}（{layers}）",
    "{what}: it stands in a file that may not bear it ({layers})",
    "文件没有交付。先查数据文件里有没有把它写进名称、地点、备注等处，删去再生成；没有，请报告维护者。",
    "The file was not delivered. Look for it in the data's names, places and notes; if none has it, report it.",
    Exit.PRIVACY,
)
_CARD = "card"
_WHAT: Mapping[str, Sentence] = {
    "identity": Sentence("身份证号", "an identity number"),
    "contact": Sentence("客户的电话或账号", "a client's telephone or account"),
    "minor": Sentence("未成年人的姓名", "the name of a minor"),
    _CARD: Sentence("银行卡号", "the number of a bank card"),
}


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


def leaked(location: Location, data: bytes, secrets: Sequence[SecretTexts] = ()) -> Iterator[Problem]:
    """The gate for a file of any set but the private ones: no secret in it, and no number of a person or a bank card.

    One problem a kind of secret; a part that cannot be opened is told as an identity number is.
    """
    searches, known = _searches(tuple(secrets)), dict[bytes, frozenset[str]]()

    def told(layer: Layer) -> frozenset[str]:
        """Bytes that stand in two layers, as those of every stream do, are searched once."""
        if not layer.text and layer.data in known:
            return known[layer.data]
        found = frozenset(kind for kind, sees in searches if sees(layer))
        if not layer.text:
            known[layer.data] = found
        return found

    places = defaultdict[str, set[str]](set)
    for each in layers(data):
        for kind in ("identity",) if each.closed else told(each):
            places[kind].add(each.where)
    for kind in sorted(places):
        yield LEAK.at(location, what=_WHAT[kind], layers="、".join(sorted(places[kind])))


_FINDERS: Mapping[SecretKind, Callable[[Iterable[str]], Finder | ShortNumbers | PersonNames]] = {
    "identity": Finder, "contact": ShortNumbers, "minor": PersonNames,
}  # fmt: skip
_Search = tuple[str, Callable[[Layer], bool]]


@lru_cache(maxsize=2)
def _searches(secrets: tuple[SecretTexts, ...]) -> tuple[_Search, ...]:
    """How each kind is looked for: what is known of clients first, then what must not stand there, whoever's it is."""
    known = ((each.kind, _FINDERS[each.kind](each.texts).sees) for each in secrets)
    return (*known, ("identity", _bears_number), (_CARD, _bears_card))


def identity_numbers(data: bytes) -> list[str]:
    """The layers that hold a whole, valid identity number, whoever's it is; a line may end with a hyphen inside it."""
    return sorted({layer.where for layer in layers(data) if layer.closed or _bears_number(layer)})


def _bears_number(layer: Layer) -> bool:
    return numbers.in_text(layer.plain) if layer.text else numbers.in_bytes(layer.data)


def _bears_card(layer: Layer) -> bool:
    return numbers.card_in_text(layer.plain)


__all__ = ["LEAK", "identity_numbers", "leaked", "leaks"]
