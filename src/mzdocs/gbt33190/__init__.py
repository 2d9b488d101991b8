"""Any OFD -> how it stands to GB/T 33190-2016, and as OFD-A to GB/T 42133-2022: one rule a clause.

The text of the standards was not at hand: the clauses are those that public tools name (docs/ofd.md says which). What
is only advised - text before scans, reading order, profiles - is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from mzdocs.core.outcomes import NotRun, Outcome
from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.gbt33190 import parts_rules
from mzdocs.gbt33190.judged_ofd import JudgedOfd
from mzdocs.gbt33190.ofd_package import NoPackage, OfdPackage, UnreadPart
from mzdocs.gbt33190.ofd_tree import OfdTree
from mzdocs.gbt33190.page_content import ContentPart, Malformed
from mzdocs.gbt33190.page_words import PageWords, page_words
from mzdocs.gbt33190.parts_rules import UNREADABLE, UNSAFE
from mzdocs.gbt33190.rule import BASE, OfdRule
from mzdocs.gbt33190.rules import RULES

__all__ = ["RULES", "OfdRule", "PageWords", "check_ofd", "ofd_attachments", "ofd_pages", "ofd_part"]

_READ, _READ_CLAUSE = "O-READ", f"{BASE} 7"
"""The rule that comes before all others: that there is something to read."""
_MOST = 20
"""Places that one rule tells of."""
_CLOSED = Sentence("文件打不开，看不到这里", "the file cannot be opened, so this is not seen")
_UNREAD = Sentence("有部件读不出来，没有看全", "parts cannot be read, so not all was seen")
_STRANGE = Sentence("这里的写法读不懂", "what is written here is not understood")


def check_ofd(data: bytes, location: Location) -> tuple[Outcome, ...]:
    """How every rule ended on an OFD."""
    try:
        package = OfdPackage(data)
        if large := list(package.too_large()):
            return _closed("O-SAFE", [UNSAFE.at(location, what=_PACKAGE, reason=reason) for reason in large])
        tree = OfdTree(package)
    except NoPackage as closed:
        return _closed(_READ, [UNREADABLE.at(location, reason=closed.reason)])
    except UnreadPart as unread:
        reason = Sentence(f"{unread.part} {unread.reason.zh}", f"{unread.part}: {unread.reason.en}")
        return _closed(_READ, [UNREADABLE.at(location, reason=reason)])
    return (Outcome(_READ, basis="standard", standard=_READ_CLAUSE), *_judged(JudgedOfd(tree, location)))


def ofd_pages(data: bytes) -> tuple[PageWords, ...]:
    """The text and the size of every page.

    Raises:
        NoPackage: it is no zip.
        UnreadPart: its entry or its document cannot be read.
    """
    return page_words(JudgedOfd(OfdTree(OfdPackage(data)), Location()))


def ofd_attachments(data: bytes) -> dict[str, bytes]:
    """The files that it carries, by the names they are told by; one that cannot be read is empty.

    Raises:
        NoPackage: it is no zip.
        UnreadPart: its entry or its document cannot be read.
    """
    tree = OfdTree(OfdPackage(data))
    return {each.get("Name", ""): _file(tree, part) for each, part in tree.attachments}


def ofd_part(data: bytes, part: str) -> bytes:
    """The bytes of one part; none of one that is not there or cannot be read."""
    package = OfdPackage(data)
    try:
        return package.read(part) if part in package.names else b""
    except UnreadPart:
        return b""


def _file(tree: OfdTree, part: str | None) -> bytes:
    try:
        return tree.package.read(part) if part in tree.package.names and part is not None else b""
    except UnreadPart:
        return b""


_PACKAGE = Sentence("压缩包", "the package")


def _closed(failed: str, problems: list[Problem]) -> tuple[Outcome, ...]:
    """One rule failed before the others could look."""
    clauses = {_READ: _READ_CLAUSE, **{rule.id: rule.clause for rule in RULES}}
    return tuple(
        Outcome(name, tuple(problems), None, "standard", clause)
        if name == failed
        else Outcome(name, (), _CLOSED, "standard", clause)
        for name, clause in clauses.items()
    )


def _judged(ofd: JudgedOfd) -> Iterator[Outcome]:
    """Pages are read once, for all rules; those on the whole come after them."""
    found: dict[str, list[Problem]] = {rule.id: [] for rule in RULES}
    blind: dict[str, Sentence] = {}
    for content in ofd.contents():
        ofd.gather(content)
        for rule in RULES:
            if rule.on_content and len(found[rule.id]) < _MOST:
                blind |= _looked(ofd, rule, content, found[rule.id])
    for rule in RULES:
        if rule.check:
            blind |= _looked(ofd, rule, None, found[rule.id])
    for rule in RULES:
        yield _ended(ofd, rule, found[rule.id], blind.get(rule.id))


def _looked(ofd: JudgedOfd, rule: OfdRule, content: ContentPart | None, found: list[Problem]) -> dict[str, Sentence]:
    """Why the rule could not be run to its end, under its name; nothing where it could."""
    try:
        if content is not None and rule.on_content:
            found += islice(rule.on_content(ofd, content), _MOST)
        elif rule.check:
            found += islice(rule.check(ofd), _MOST)
    except (Malformed, UnreadPart):
        return {rule.id: _STRANGE}
    except NotRun as cannot:
        return {rule.id: cannot.reason}
    return {}


def _ended(ofd: JudgedOfd, rule: OfdRule, problems: list[Problem], not_run: Sentence | None) -> Outcome:
    if problems:
        return Outcome(rule.id, tuple(problems), None, "standard", rule.clause)
    blind = bool(ofd.tree.unread) and not rule.by_itself and rule not in parts_rules.RULES
    return Outcome(rule.id, (), not_run or (_UNREAD if blind else None), "standard", rule.clause)
