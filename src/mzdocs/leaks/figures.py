"""Text or bytes -> the figures in it in their order, as 0 to 9: of whatever script they are, and whatever between."""

from __future__ import annotations

import re
import unicodedata

_ELSE = bytes(set(range(256)) - set(b"0123456789"))
_OTHER_SCRIPTS = re.compile(r"[^\D0-9]")
_CHINESE = dict(zip("〇○零一壹幺二贰两三叁四肆五伍六陆七柒八捌九玖", "00011122233445566778899", strict=True))
_CHINESE_FIGURE = re.compile(f"[{''.join(_CHINESE)}]")
_OF_A_NUMBER = 15
"""So many Chinese figures, and a text is read as if they were figures; most say how many there are of a thing."""


def figures_in_bytes(data: bytes) -> bytes:
    """Its ASCII figures alone."""
    return data.translate(None, _ELSE)


def figures_in_text(text: str) -> tuple[bytes, ...]:
    """Its figures alone and, where there are many Chinese ones, again with these among them."""
    plain = western(text)
    found = figures_in_bytes(plain.encode("ascii", "ignore"))
    if plain.isascii() or len(_CHINESE_FIGURE.findall(plain)) < _OF_A_NUMBER:
        return (found,)
    return found, figures_in_bytes(with_chinese_figures(plain).encode("ascii", "ignore"))


def western(text: str) -> str:
    """The text with the figures of all scripts as ASCII has them; wide, circled and raised ones too."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text)
    return _OTHER_SCRIPTS.sub(lambda found: str(unicodedata.decimal(found[0])), plain)


def with_chinese_figures(text: str) -> str:
    """The text with Chinese figures as ASCII has them."""
    return _CHINESE_FIGURE.sub(lambda found: _CHINESE[found[0]], text)
