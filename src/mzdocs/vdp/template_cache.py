"""Plates already compiled: kept in the user's cache under everything they were compiled from.

The folder is the user's own, made for nobody else, and a file in it that others own or may write is not read.
A file that is damaged, of another version or no plate at all is made anew; none of them can become code (`kept`).
What a plate says is believed: who can write as the user can change what is printed.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from mzdocs.design import fonts
from mzdocs.design.fonts import Face
from mzdocs.plan.document import Document, Part
from mzdocs.vdp import stored_form
from mzdocs.vdp.compiled_template import CompiledTemplate
from mzdocs.vdp.line_breaking import Pattern, is_whole
from mzdocs.vdp.probing import PROBE, Ready, probed, styles

_BREAKS, _MOST_BREAKS = "breaks.json", 5_000
_NAMELESS = re.compile(r"[中0A-Z -@\[-`{-~\u2010-\u203f\u3000-\u301f\uff01-\uff20\u00b7\x01]{1,400}")
_DIGEST = 32
_PACKAGES = Path("/var/lib/dpkg/status")
_LARGEST = 64 * 1024 * 1024
_LIBRARIES = ("mzdocs", "weasyprint", "pydyf", "pikepdf", "fonttools", "uharfbuzz")


@dataclass(frozen=True)
class _Breaks:
    """Where lines break, by slot and pattern, and with what that was found out."""

    made: str
    breaks: dict[str, dict[str, Pattern]]

    def __post_init__(self) -> None:
        if not all(is_whole(key, spans) for known in self.breaks.values() for key, spans in known.items()):
            raise ValueError("a pattern that loses text")


class TemplateCache:
    """Finds a plate, or has it compiled and keeps it. A folder that cannot be written is done without."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or home()
        self._templates: dict[str, CompiledTemplate] = {}
        self._touched: dict[str, frozenset[int]] = {}
        self._breaks: dict[str, dict[str, Pattern]] | None = None

    def template(self, document: Document, part: Part, design: Mapping[str, object], ready: Ready) -> CompiledTemplate:
        """The plate of a part's design.

        Raises:
            Stopped: its template cannot be stamped, or not be laid out.
        """
        key = _key(document, part, design)
        if key not in self._templates:
            template = stored_form.read(CompiledTemplate, self._get(key))
            if template is None:
                from mzdocs.vdp.compiling import compile_template

                template = compile_template(document, part, design, ready)
                self._put(key, stored_form.written(template))
            self._templates[key] = template
        return self._templates[key]

    def touched(self, face: Face, script: str) -> frozenset[int]:
        """The glyphs of a face that shaping may change in a script's text; see `features`."""
        key = f"{face.sha256} {script}"
        if key not in self._touched:
            name = hashlib.sha256(f"{key} {_made_with()}".encode()).hexdigest() + ".touched"
            glyphs = stored_form.read(tuple[int, ...], self._get(name))
            if glyphs is None:
                from mzdocs.vdp.features import touched

                glyphs = tuple(sorted(touched(face, script)))
                self._put(name, stored_form.written(glyphs))
            self._touched[key] = frozenset(glyphs)
        return self._touched[key]

    def breaks(self, key: str) -> dict[str, Pattern]:
        """Where lines of a slot break, by pattern, as far as it was asked before."""
        if self._breaks is None:
            self._breaks = self._read_breaks()
        return self._breaks.get(key, {})

    def keep_breaks(self, key: str, patterns: Mapping[str, Pattern]) -> None:
        """Keep the patterns that hold nothing of any text: signs, and letters that stand for kinds of them."""
        known = self.breaks(key)
        new = {pattern: spans for pattern, spans in patterns.items() if _NAMELESS.fullmatch(pattern)}
        if new.keys() <= known.keys() or len(known) > _MOST_BREAKS:
            return
        assert self._breaks is not None
        self._breaks[key] = {**known, **new}
        self._put(_BREAKS, stored_form.written(_Breaks(_made_with(), self._breaks)))

    def _read_breaks(self) -> dict[str, dict[str, Pattern]]:
        found = stored_form.read(_Breaks, self._get(_BREAKS))
        return found.breaks if found and found.made == _made_with() else {}

    def _get(self, name: str) -> bytes | None:
        """What was put there; nothing if a single bit of it has changed, or others could have put it there."""
        try:
            found = _own(self._folder / name)
        except OSError:
            return None
        digest, data = found[:_DIGEST], found[_DIGEST:]
        return data if hashlib.sha256(data).digest() == digest else None

    def _put(self, name: str, data: bytes) -> None:
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside = self._folder / f".{name[:40]}.{os.getpid()}"
            try:
                beside.touch(mode=0o600)
                beside.write_bytes(hashlib.sha256(data).digest() + data)
                beside.replace(self._folder / name)
            finally:
                beside.unlink(missing_ok=True)


def _own(path: Path) -> bytes:
    """A file that is the user's own, and that nobody else may write.

    Raises:
        OSError: it is not, or is no file, or too large to be of us.
    """
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NOFOLLOW | os.O_NONBLOCK)) as file:
        state = os.fstat(file.fileno())
        others = state.st_uid != os.geteuid() or state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        if others or not stat.S_ISREG(state.st_mode) or state.st_size > _LARGEST:
            raise PermissionError(path)
        return file.read()


def home() -> Path:
    """The folder of compiled plates: `MZDOCS_CACHE`, or a folder of the user's cache directory."""
    chosen = os.environ.get("MZDOCS_CACHE")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mzdocs" / "plates"


def _key(document: Document, part: Part, design: Mapping[str, object]) -> str:
    """All that a plate depends on; the title and the day of a document are none of it."""
    html = probed(document, part, design, PROBE, 1)
    style, art = styles(document)
    digest = hashlib.sha256()
    order = document.order.inks if document.order else ()
    for piece in (html, style, repr(order), document.standard, repr(document.sheet), _made_with()):
        digest.update(piece.encode("utf-8") + b"\0")
    for name, (data, _) in sorted(art.items()):
        digest.update(name.encode("utf-8") + data + b"\0")
    return digest.hexdigest()


@cache
def _made_with() -> str:
    """The programs and fonts a plate is made with; this package's own source, for it is what cuts plates.

    The system's text library has no version that can be asked without loading it: any change of packages counts.
    """
    own = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    libraries = [version(name) for name in _LIBRARIES]
    packages = _PACKAGES.stat().st_mtime_ns if _PACKAGES.is_file() else 0
    return repr((packages, libraries, [face.sha256 for face in fonts.FACES], hashlib.sha256(own).hexdigest()))
