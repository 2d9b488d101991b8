"""What went out against what the data say now: the facts a paper was judged by that are others now."""

from __future__ import annotations

from collections.abc import Mapping

from mzdocs.derive.judged_facts import HEAD, of_people
from mzdocs.model.issue_register import BADGE, NONE, PRINTED, FactChange, Register, RegisterEntry


def in_force(register: Register, entry: RegisterEntry) -> dict[str, str]:
    """The facts a paper was judged by, as the corrections that were issued since have put them right."""
    facts = dict(register.record(entry).facts)
    for correction in register.corrections(entry.number) if entry.number else ():
        facts |= {fact: new for fact, (_, new) in register.record(correction).corrected.items()}
    return facts


def changes(register: Register, entry: RegisterEntry, now: Mapping[str, str], planned: bool) -> tuple[FactChange, ...]:
    """Every fact in force that the data have otherwise now, in the order of the record, then what is new.

    Of a paper that is planned no more, only what is known without it is compared.
    """
    facts = in_force(register, entry)
    names = [*facts, *(name for name in now if name not in facts)]
    told = names if planned else [name for name in names if name not in HEAD and not of_people(name)]
    compared = (FactChange(name, facts.get(name, NONE), now.get(name, NONE)) for name in told)
    return tuple(change for change in compared if change.old != change.new)


def register_words(register: Register) -> list[dict[str, object]]:
    """The register's lines as a wording may use them, each with how it stands."""
    standing = {entry.identity for entry in register.papers()}
    return [
        {
            "序号": number,
            "年度": entry.year,
            "事项": entry.event,
            "文号": entry.number or "",
            "日期": entry.day,
            "题名": entry.title,
            "发给": entry.to or "",
            "事由": entry.why or "",
            "更正文号": entry.corrects or "",
            "状态": _status(register, entry, standing),
        }
        for number, entry in enumerate(register.entries, 1)
    ]


def _status(register: Register, entry: RegisterEntry, standing: set[tuple[int, str, str | None]]) -> str:
    """Whether a paper stands, was corrected, or is void; of other events nothing is to be said."""
    if entry.event not in PRINTED:
        return ""
    if entry.identity not in standing:
        return "已作废"
    corrected = [each.number for each in register.corrections(entry.number)] if entry.number else []
    return f"已由{'、'.join(filter(None, corrected))}更正" if corrected else "有效"


def badge_events(register: Register) -> tuple[RegisterEntry, ...]:
    """What happened to badges (发放、收回、补发、作废), in the order it was entered."""
    return tuple(entry for entry in register.entries if entry.code == BADGE)
