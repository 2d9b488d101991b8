"""Whether the Word files say the same on the same sides as the PDFs, by LibreOffice.

LibreOffice parts Chinese from figures by a quarter of an em whatever a DOCX says, and Word does not where the file says
so: a copy that says it in LibreOffice's own format is laid out. Running text may break a line otherwise even so: a side
of it may end two lines earlier or later. Every table, form and signature is where the PDF has it.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from mzdocs.design import fontconfig
from mzdocs.render.engine import weasyprint

LINES = 2 * 2 * 28
"""Characters that may have crossed the two ends of a side: two lines at each."""
NO_GAPS = ('style:text-autospace="ideograph-alpha"', 'style:text-autospace="none"')


def differing(folder: Path, names: Sequence[str], work: Path) -> Iterator[str]:
    """What stands on another side in a Word file than in the PDF beside it."""
    weasyprint()
    _convert("fodt", [folder / f"{name}.docx" for name in names], work)
    for name in names:
        copy = work / f"{name}.fodt"
        copy.write_text(copy.read_text(encoding="utf-8").replace(*NO_GAPS), encoding="utf-8")
    _convert("pdf", [work / f"{name}.fodt" for name in names], work)
    for name in names:
        ours, theirs = _sides(folder / f"{name}.pdf"), _sides(work / f"{name}.pdf")
        if len(ours) != len(theirs):
            yield f"{name}: {len(ours)} sides, in Word {len(theirs)}"
        for number, (one, other) in enumerate(zip(ours, theirs, strict=False), 1):
            moved = _moved(one, other)
            if moved > LINES:
                yield f"{name} p{number}: {moved} characters differ"


def _convert(format: str, files: Sequence[Path], work: Path) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", format]
    environment = {**os.environ, "FONTCONFIG_FILE": str(fontconfig.config_file())}
    subprocess.run([*command, "--outdir", work, *files], env=environment, capture_output=True, check=True, timeout=600)


def _sides(path: Path) -> list[str]:
    said = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode()
    return [re.sub(r"\s", "", re.sub("— [0-9]+ —", "", side)) for side in said.split("\f")[:-1]]


def _moved(one: str, other: str) -> int:
    """Characters of one side that are not on the other, whatever order a reader takes the cells in."""
    if sorted(one) == sorted(other):
        return 0
    kept = sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    letters = abs(len(one) - len(other))
    return min(len(one) + len(other) - 2 * kept, max(letters, _counted(one, other)))


def _counted(one: str, other: str) -> int:
    return sum(abs(one.count(letter) - other.count(letter)) for letter in {*one, *other})
