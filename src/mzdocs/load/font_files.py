"""data/fonts/ -> the bytes of the bureau's own fonts, by name."""

from __future__ import annotations

from mzdocs.load.workspace import Workspace, read_bytes

ENDINGS = (".ttf", ".otf", ".ttc")


def own_font_files(space: Workspace) -> list[tuple[str, bytes]]:
    """Each font file of the workspace, by what people call it; fonts are kept for all years in one place.

    Raises:
        Stopped: one cannot be read.
    """
    paths = sorted(space.own_fonts.glob("[!.]*")) if space.own_fonts.is_dir() else []
    named = [(f"data/fonts/{path.name}", path) for path in paths if path.suffix.lower() in ENDINGS]
    return [(name, read_bytes(path, name)) for name, path in named]
