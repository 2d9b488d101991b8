"""The faces -> the file by which fontconfig knows them and no others."""

from __future__ import annotations

from pathlib import Path

from mzdocs.design import own_fonts
from mzdocs.design.fonts import CHAINS, OFFICIAL, faces_folder, home

_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{faces}</dir>{own}
<cachedir>{home}/cache</cachedir>
{aliases}
</fontconfig>
"""
_ALIAS = (
    '<match target="pattern"><test name="family"><string>{official}</string></test>'
    '<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit></match>'
)


def config_text() -> str:
    """A fontconfig file that knows only our faces, and draws official names with their stand-ins."""
    aliases = "\n".join(
        _ALIAS.format(official=name.name, family=CHAINS[name.role, name.bold][0].family) for name in OFFICIAL
    )
    own = own_fonts.folder()
    more = f"\n<dir>{own}</dir>" if own else ""
    return _CONFIG.format(faces=faces_folder(), own=more, home=home(), aliases=aliases)


def config_file() -> Path:
    """Where the fontconfig file lies: beside the fonts, one for each choice of the bureau's own."""
    own = own_fonts.folder()
    return home() / (f"fonts-{own.name}.conf" if own else "fonts.conf")
