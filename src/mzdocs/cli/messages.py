"""The command line's own words, in the language asked for before anything else is known."""

from __future__ import annotations

import os
import sys

from mzdocs.core.problems import Language


def asked_language(arguments: list[str] | None = None) -> Language:
    """`--lang en` anywhere on the line, else MZDOCS_LANG, else Chinese."""
    line = sys.argv[1:] if arguments is None else arguments
    for word, following in zip(line, [*line[1:], ""], strict=False):
        if word == "--lang=en" or (word == "--lang" and following == "en"):
            return "en"
        if word == "--lang=zh" or (word == "--lang" and following == "zh"):
            return "zh"
    return "en" if os.environ.get("MZDOCS_LANG") == "en" else "zh"


LANGUAGE: Language = asked_language()


def say(zh: str, en: str) -> str:
    """The one of the two that is in the language asked for."""
    return zh if LANGUAGE == "zh" else en


def examples(*lines: str) -> str:
    """The end of a command's help: command lines to copy, each on a line that click does not wrap."""
    return "\b\n" + "\n".join([say("例：", "Examples:"), *(f"  {line}" for line in lines)])
