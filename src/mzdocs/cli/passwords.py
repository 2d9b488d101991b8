"""A prompt or a file -> the password a command needs."""

from __future__ import annotations

from pathlib import Path

import click

from mzdocs.core.problems import Exit, Location, Stopped, problem_type

NO_SECRET = problem_type(
    "MZ7533",
    "口令文件是空的，或读不了",
    "The password file is empty or cannot be read",
    "口令写在第一行，UTF-8 编码。",
    "Write the password in its first line, in UTF-8.",
    Exit.ASSET,
)


def password(file: Path | None, prompt: str, twice: bool) -> str:
    """Typed unseen, or the first line of a file; never a word of the command line, which others can see.

    Raises:
        Stopped: the file cannot be read, or its first line is empty.
    """
    if file is None:
        return str(click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True))
    from mzdocs.load.workspace import read_bytes

    try:
        lines = read_bytes(file, file.name).decode("utf-8-sig").splitlines()
    except (Stopped, UnicodeDecodeError):
        lines = []
    if not lines or not lines[0]:
        raise Stopped([NO_SECRET.at(Location(file.name))])
    return lines[0]
