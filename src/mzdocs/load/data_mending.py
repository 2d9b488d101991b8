"""A data file with slips -> the same with those mended of which only one thing can have been meant; all else stays.

Every change is proved: the file is read again with it, and is left as it was where anything is wrong then that was not.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mzdocs.core.nearest import is_spelt_alike
from mzdocs.core.problems import Location, Sentence
from mzdocs.core.simplified import simplified
from mzdocs.core.text import blanks_named, quotable
from mzdocs.load.data_file import misfits
from mzdocs.load.line_causes import lines_mended
from mzdocs.load.meant_keys import meant_path
from mzdocs.load.mends import Mend
from mzdocs.load.tree_habits import NAMES, read_anew
from mzdocs.load.yaml_text import yamlfile
from mzdocs.load.yaml_text.data_text import DataText, Edit
from mzdocs.load.yaml_text.yaml_slip_problems import (
    FULL_WIDTH_COLON,
    NO_BLANK,
    NOT_A_DASH,
    ODD_BLANK,
    QUOTES_NEEDED,
    UNCLOSED_BRACKET,
    UNCLOSED_QUOTE,
    WIDE_MARK,
)
from mzdocs.load.yaml_text.yaml_slips import (
    slips,
)
from mzdocs.load.yaml_text.yamlfile import Refused
from mzdocs.load.yaml_tree import KeyPath, Tree, lines_of, spell

_MECHANICAL = frozenset(
    each.code for each in (FULL_WIDTH_COLON, NO_BLANK, NOT_A_DASH, ODD_BLANK, QUOTES_NEEDED, WIDE_MARK)
)
"""Slips that leave no choice: which mark, which blank. Where a quote ends, or an item begins, a person must say."""
_OPEN = frozenset((UNCLOSED_QUOTE.code, UNCLOSED_BRACKET.code))
_A_COMMENT = re.compile(r"(?:^|\s)#")
_ROUNDS = 40
_Step = Callable[[type[BaseModel], bytes, str], tuple[bytes, list[Mend]]]
_Errors = frozenset[tuple[str, KeyPath]]


def mended_data(model: type[BaseModel], raw: bytes, file: str, simplify: bool = False) -> tuple[bytes, list[Mend]]:
    """The file with what is mechanical mended, and each change; what is not understood at all stays as it is.

    To `simplify` is to write traditional characters in standard ones, but for those of people's names.
    """
    mends: list[Mend] = []
    for _ in range(_ROUNDS):
        for step in (*_STEPS, *((_traditional,) if simplify else ())):
            after, found = step(model, raw, file)
            if found:
                raw, mends = after, [*mends, *found]
                break
        else:
            break
    return raw, mends


def _slips(model: type[BaseModel], raw: bytes, file: str) -> tuple[bytes, list[Mend]]:
    """Lines the parser stumbles over. A blank whose width is a guess is mended only if its key is then where it may."""
    causes = yamlfile.causes_in(raw, file, partial(misfits, model))
    text = _lines_of(raw)
    new: dict[int, str] = {}
    for cause in causes:
        number = (cause.problem.location.line or 1) - 1
        lines = lines_of(cause.mended)
        if len(lines) == len(text) and _is_mechanical(cause.problem.code, text[number], lines[number]):
            new[number] = lines[number]
            new |= _alike_below(text, number) if cause.problem.code == NOT_A_DASH.code else {}
    changed = _with_lines(raw, new)
    astray = {line for line in _lines_of_unknown_keys(model, changed, file) if line - 1 in new}
    kept = {number: line for number, line in new.items() if number + 1 not in astray}
    return _with_lines(raw, kept), _line_mends(file, text, kept)


def _is_mechanical(code: str, before: str, after: str) -> bool:
    """Whether a slip leaves no choice; a quote or bracket that is open does only if it must end with its line."""
    if _may_be_comment(code, before):
        return False
    if code == QUOTES_NEEDED.code:
        return re.sub(" '(.*)'$", r" \1", after).replace("''", "'") == before.rstrip()
    return code in _MECHANICAL or (code in _OPEN and after[:-1] == before.rstrip() and "#" not in before)


def _may_be_comment(code: str, line: str) -> bool:
    """Whether quotes would make a value of what may well be a comment: `地址: # 待核实`."""
    return code == QUOTES_NEEDED.code and _A_COMMENT.search(line) is not None


def _alike_below(lines: list[str], first: int) -> dict[int, str]:
    """The items of a list behind one, before which the same stands that is no dash, each as it was meant."""
    found: dict[int, str] = {}
    depth = len(lines[first]) - len(lines[first].lstrip())
    for number in range(first + 1, len(lines)):
        line = lines[number]
        slip = next((each for each in slips(line) if each.problem_type is NOT_A_DASH), None)
        if slip is None or len(line) - len(line.lstrip()) != depth:
            break
        found[number] = slip.mended
    return found


def _lines(model: type[BaseModel], raw: bytes, file: str) -> tuple[bytes, list[Mend]]:
    """Lines that can be read, but not as what they were meant."""
    tree, details = _read(model, raw, file)
    found = lines_mended(model, tree, details, file) if tree else []
    text = _lines_of(raw)
    lines = ((problem.code, (problem.location.line or 1) - 1, line) for problem, line in found)
    new = {at: line for code, at, line in lines if code in _MECHANICAL and not _may_be_comment(code, text[at])}
    return _with_lines(raw, new), _line_mends(file, text, new)


def _keys(model: type[BaseModel], raw: bytes, file: str) -> tuple[bytes, list[Mend]]:
    """The first misspelt key whose value fits where it was meant: one that is missing, or is spelt alike."""
    tree, details = _read(model, raw, file)
    missing = [tuple(each["loc"]) for each in details if each["type"] == "missing"]
    before = _named(details)
    for detail in details if tree else ():
        path: KeyPath = tuple(detail["loc"])
        if detail["type"] != "extra_forbidden" or tree is None:
            continue
        meant = meant_path(model, tree.root, path, missing)
        if meant is None or meant[:-1] != path[:-1]:
            continue
        if meant not in missing and not is_spelt_alike(str(path[-1]), str(meant[-1])):
            continue
        after = DataText(raw).with_edits([DataText(raw).renamed(path, str(meant[-1]))])
        again, left = _read(model, after, file)
        if again and _named(left) == before - {("extra_forbidden", path), ("missing", meant)}:
            location = tree.location(file, path)
            return after, [Mend(location, _from_to(str(path[-1]), str(meant[-1])))]
    return raw, []


def _values(model: type[BaseModel], raw: bytes, file: str) -> tuple[bytes, list[Mend]]:
    """Values that are read otherwise than they are written."""
    tree, _ = _read(model, raw, file)
    if tree is None:
        return raw, []
    text = DataText(raw)
    edits: list[Edit] = []
    mends: list[Mend] = []
    for path, (before, meant) in read_anew(model, tree.root).items():
        if text.plainly(path) == before:
            edits.append(text.replaced(path, meant.text))
            line = text.line_of(path)
            mends.append(Mend(Location(file, line, path=spell(path)), _from_to(before, meant.text)))
    after = text.with_edits(edits)
    again, left = _read(model, after, file) if edits else (None, [])
    return (after, mends) if again and len(left) < len(_read(model, raw, file)[1]) else (raw, [])


def _traditional(model: type[BaseModel], raw: bytes, file: str) -> tuple[bytes, list[Mend]]:
    """Texts with traditional characters; names of people stay, for a name is written as its bearer writes it."""
    tree, _ = _read(model, raw, file)
    text = DataText(raw)
    edits: list[Edit] = []
    mends: list[Mend] = []
    for path, before in tree.texts() if tree else ():
        standard = simplified(before)
        own = any(step in NAMES or step == SECOND_WORDING for step in path)
        if standard != before and not own and text.plainly(path) == before:
            edits.append(text.replaced(path, standard))
            mends.append(Mend(Location(file, text.line_of(path), path=spell(path)), _from_to(before, standard)))
    return text.with_edits(edits) if edits else raw, mends


SECOND_WORDING = "民族文字"
"""Wordings in another script: nothing of them is Chinese."""
_STEPS: tuple[_Step, ...] = (_slips, _lines, _keys, _values)


def _read(model: type[BaseModel], raw: bytes, file: str) -> tuple[Tree | None, list[ErrorDetails]]:
    """The tree of a file, if it can be read, and what the model says of it."""
    tree: Tree | None = None
    try:
        tree, _ = yamlfile.read(raw, file)
        model.model_validate(tree.root)
    except Refused:
        return None, []
    except ValidationError as error:
        return tree, error.errors(include_url=False, include_input=False)
    return tree, []


def _named(details: Iterable[ErrorDetails]) -> _Errors:
    return frozenset((each["type"], tuple(each["loc"])) for each in details)


def _lines_of_unknown_keys(model: type[BaseModel], raw: bytes, file: str) -> set[int]:
    tree, details = _read(model, raw, file)
    unknown = [tuple(each["loc"]) for each in details if each["type"] == "extra_forbidden"]
    return {tree.marks[path][0] for path in unknown if path in tree.marks} if tree else set()


def _lines_of(raw: bytes) -> list[str]:
    with suppress(UnicodeDecodeError):
        return lines_of(raw.decode("utf-8-sig"))
    return []


_ENDS = re.compile("(\r\n|[\n\r\x85\u2028\u2029])")


def _with_lines(raw: bytes, new: Mapping[int, str]) -> bytes:
    """The file with other lines in the place of some, each ended as it was."""
    if not new:
        return raw
    parts = _ENDS.split(raw.decode("utf-8-sig"))
    for number, line in new.items():
        parts[2 * number] = line
    return (codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b"") + "".join(parts).encode()


def _line_mends(file: str, before: list[str], new: Mapping[int, str]) -> list[Mend]:
    return [
        Mend(Location(file, number + 1), _from_to(before[number].strip(" "), line.strip(" ")))
        for number, line in sorted(new.items())
        if line != before[number]
    ]


def _from_to(before: str, after: str) -> Sentence:
    said = f"{_seen(before)} → {quotable(after)}"
    return Sentence(said, said)


def _seen(text: str) -> str:
    return quotable(blanks_named(text))
