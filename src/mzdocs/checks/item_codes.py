"""Codes of lines of the score sheet, as records name them -> why one is wrong, and which line may be meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mzdocs.checks.likely import NO_HINT
from mzdocs.checks.rule import repeated
from mzdocs.core.problems import Sentence
from mzdocs.model.score_sheet import ScoreItem
from mzdocs.model.station_data import StationData


def score_items(data: StationData) -> Mapping[str, ScoreItem]:
    """The lines of the district's score sheet, by code."""
    return {item.code: item for aspect in data.district.score_sheet.aspects for item in aspect.items}


def wrong_codes(data: StationData, codes: Sequence[str]) -> Iterator[tuple[int, Sentence]]:
    """The places of codes the sheet does not have, or that stand a second time, each with why it is wrong."""
    known, again = score_items(data), set(repeated(codes))
    for i, code in enumerate(codes):
        if code not in known:
            yield i, _unknown(code, known)
        elif i in again:
            first = codes.index(code) + 1
            yield i, Sentence(f"在第 {first} 条已经写过", f"stands in entry {first} already")


def _unknown(code: str, known: Mapping[str, ScoreItem]) -> Sentence:
    """The same code with another dot or with noughts is meant, else one of the same aspect."""
    meant = next((each for each in known if _plain(each) == _plain(code)), None)
    of_aspect = [each for each in known if each.split(".")[0] == _plain(code).split(".")[0]]
    hint = (
        Sentence(f"，是不是“{meant}”？", f"; did you mean {meant}?") if meant
        else Sentence(f"（这一方面有 {of_aspect[0]} 至 {of_aspect[-1]}）", f" (there are {of_aspect[0]} to {of_aspect[-1]})")
        if of_aspect else NO_HINT
    )  # fmt: skip
    return Sentence(f"不在评分表里{hint.zh}", f"is not in the score sheet{hint.en}")


def _plain(code: str) -> str:
    """With plain dots and without leading noughts."""
    dotted = code.translate(str.maketrans("．。·-、，,", "......."))
    return ".".join(part.lstrip("0") for part in dotted.split("."))
