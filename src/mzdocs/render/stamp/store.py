"""Plates already compiled: kept in the user's cache under everything they were compiled from."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mzdocs import fonts
from mzdocs.document import Document, Part
from mzdocs.fonts import Face
from mzdocs.render.stamp.lines import Pattern
from mzdocs.render.stamp.plate import Plate
from mzdocs.render.stamp.probing import PROBE, Ready, probed, styles

_BREAKS, _MOST_BREAKS = "breaks.json", 5_000
_NAMELESS = re.compile(r"[中0A-Z -@\[-`{-~\u2010-\u203f\u3000-\u301f\uff01-\uff20\u00b7\x01]{1,400}")
_DIGEST = 32
_PACKAGES = Path("/var/lib/dpkg/status")
_PLATES = "mzdocs.render.stamp.plate"
_LIBRARIES = ("mzdocs", "weasyprint", "pydyf", "pikepdf", "fonttools", "uharfbuzz")


class Store:
    """Finds a plate, or has it compiled and keeps it. A folder that cannot be written is done without."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or home()
        self._plates: dict[str, Plate] = {}
        self._touched: dict[str, frozenset[int]] = {}
        self._breaks: dict[str, dict[str, Pattern]] | None = None

    def plate(self, document: Document, part: Part, design: Mapping[str, object], ready: Ready) -> Plate:
        """The plate of a part's design.

        Raises:
            Stopped: its template cannot be stamped, or not be laid out.
        """
        key = _key(document, part, design)
        if key not in self._plates:
            plate = self._read(key)
            if plate is None:
                from mzdocs.render.stamp.compiling import compile_plate

                plate = compile_plate(document, part, design, ready)
                self._put(key, pickle.dumps(plate, protocol=5))
            self._plates[key] = plate
        return self._plates[key]

    def touched(self, face: Face, script: str) -> frozenset[int]:
        """The glyphs of a face that shaping may change in a script's text; see `features`."""
        key = f"{face.sha256} {script}"
        if key not in self._touched:
            name = hashlib.sha256(f"{key} {_made_with()}".encode()).hexdigest() + ".touched"
            kept = self._get(name)
            if kept is None:
                from mzdocs.render.stamp.features import touched

                kept = json.dumps(sorted(touched(face, script))).encode("ascii")
                self._put(name, kept)
            self._touched[key] = frozenset(json.loads(kept))
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
        self._put(_BREAKS, json.dumps({"made": _made_with(), "breaks": self._breaks}).encode("ascii"))

    def _read_breaks(self) -> dict[str, dict[str, Pattern]]:
        data = self._get(_BREAKS)
        kept: dict[str, Any] = json.loads(data) if data is not None else {"made": None}
        return dict(kept["breaks"]) if kept["made"] == _made_with() else {}

    def _read(self, key: str) -> Plate | None:
        data = self._get(key)
        try:
            found = _Reader(io.BytesIO(data)).load() if data is not None else None
        except pickle.UnpicklingError:
            return None
        return found if isinstance(found, Plate) else None

    def _get(self, name: str) -> bytes | None:
        """What was put there; nothing if a single bit of it has changed."""
        try:
            kept = (self._folder / name).read_bytes()
        except OSError:
            return None
        digest, data = kept[:_DIGEST], kept[_DIGEST:]
        return data if hashlib.sha256(data).digest() == digest else None

    def _put(self, name: str, data: bytes) -> None:
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            beside = self._folder / f".{name[:40]}.{os.getpid()}"
            try:
                beside.write_bytes(hashlib.sha256(data).digest() + data)
                beside.replace(self._folder / name)
            finally:
                beside.unlink(missing_ok=True)


class _Reader(pickle.Unpickler):
    """Reads plates and nothing else, whatever the file holds."""

    def find_class(self, module: str, name: str) -> Any:
        if module != _PLATES:
            raise pickle.UnpicklingError(module)
        return super().find_class(module, name)


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
