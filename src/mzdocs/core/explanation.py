"""A problem's code -> why it matters, how it looks wrong and right: the texts of `explanations/`, read late."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mzdocs.core.problems import Sentence

_FOLDER = Path(__file__).parent / "explanations"
_FACT = re.compile(r"\{([a-z_]+)[^}]*\}")
_AT_TIMES = re.compile(r"\{(?:beside|copied|example|hint|order|path)\}|\{(?:meant|more|shown)\}$")
"""What is said only where there is more to say."""


@dataclass(frozen=True)
class Explanation:
    """Of one code: why it must be put right (Chinese), and the shortest sample of it wrong and right."""

    why: str
    wrong: str
    right: str


@dataclass(frozen=True)
class CodeFamily:
    """The codes that begin alike, such as MZ11 or MZP0: what they are about, and the explanation of each."""

    prefix: str
    title: Sentence
    explanations: dict[str, Explanation]


def family_of(code: str) -> str:
    """The prefix of the family a code belongs to: a hundred codes, or ten where a letter follows MZ."""
    return code[:4]


@cache
def code_families() -> tuple[CodeFamily, ...]:
    """Every family, in the order of the codes."""
    return tuple(_read(path) for path in sorted(_FOLDER.glob("MZ*.toml")))


def explained(code: str) -> Explanation:
    """What is told of a code beside its own sentences.

    Raises:
        KeyError: no text was written for it; a test keeps this from being delivered.
    """
    return _read(_FOLDER / f"{family_of(code)}.toml").explanations[code]


@cache
def _read(path: Path) -> CodeFamily:
    texts = tomllib.loads(path.read_text("utf-8"))
    title = Sentence(texts.pop("zh"), texts.pop("en"))
    of_codes = {
        code: Explanation(**{name: text.strip("\n") for name, text in given.items()}) for code, given in texts.items()
    }
    return CodeFamily(path.stem, title, of_codes)


@cache
def code_modules() -> dict[str, str]:
    """By code, in their order, the module that declares it, as `make codes` wrote it down."""
    of_modules = tomllib.loads((_FOLDER / "modules.toml").read_text("utf-8"))
    return dict(sorted((code, module) for module, codes in of_modules.items() for code in codes))


@cache
def _fact_words() -> dict[str, str]:
    return tomllib.loads((_FOLDER / "facts.toml").read_text("utf-8"))


def without_facts(sentence: Sentence) -> Sentence:
    """The sentence of a type, with a word in angle brackets for each fact that a problem of it would name."""
    words = _fact_words()
    zh = _FACT.sub(lambda fact: f"〈{words.get(fact[1], '…')}〉", _AT_TIMES.sub("", sentence.zh))
    en = _FACT.sub(lambda fact: f"<{fact[1].replace('_', ' ')}>", _AT_TIMES.sub("", sentence.en))
    return Sentence(_plain(zh), _plain(en))


def _plain(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}")
