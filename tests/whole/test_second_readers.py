"""Every format is opened by a program that did not write it."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from collections.abc import Hashable, Iterator
from itertools import groupby
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from mzdocs.core.text import squeezed
from mzdocs.design import fontconfig
from mzdocs.render.spreadsheet import Grid, workbook

from .conftest import WHOLE
from .verapdf import broken_rules

TOOLS = Path(__file__).parents[2] / ".venv" / "npm" / "node_modules"
VALIDATOR = TOOLS / "@xarsh" / "ooxml-validator-linux-x64" / "ooxml-validator"


@pytest.mark.parametrize("station", WHOLE)
def test_archive_files_conform_to_pdfa_3a_by_verapdf(built, station):
    """Of two stations; `make gate` shows it those of all eight."""
    for path in built.files(f"{station}/archive/*.pdf"):
        assert broken_rules(path, "3a") == {}, path.name


def test_archive_files_conform_to_pdf_ua_1_by_verapdf(built):
    for path in built.files("taoyuan/archive/*.pdf"):
        assert broken_rules(path, "ua1") == {}, path.name


def test_verapdf_sees_a_file_that_does_not_conform(built):
    assert broken_rules(built.output / "taoyuan" / "signage" / "plaque-plate.pdf", "3a")


def test_poppler_reads_every_pdf_without_a_word_of_complaint(built):
    for path in built.files("*/**/*.pdf"):
        done = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), path
        assert "Pages:" in done.stdout
        assert "JavaScript:      no" in done.stdout


def test_poppler_finds_every_font_embedded(built):
    for path in built.files("taoyuan/**/*.pdf"):
        lines = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()
        assert (len(lines) > 2) != path.name.endswith("-outlined.pdf"), path
        assert all(line.split()[-5] == "yes" for line in lines[2:]), path


@pytest.mark.parametrize("station", ["taoyuan", "bailuhu", "nanping"])
def test_libreoffice_opens_the_report_with_the_text_of_the_pdf(built, tmp_path, station):
    folder = built.output / station / "reports" / "2026"
    environment = {**os.environ, "FONTCONFIG_FILE": str(fontconfig.config_file()), "HOME": str(tmp_path)}
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", tmp_path, folder / "inspection-report.docx"],
        env=environment, capture_output=True, check=True, timeout=180,
    )  # fmt: skip
    assert words(tmp_path / "inspection-report.pdf") == words(folder / "inspection-report.pdf")


def test_the_open_xml_validator_has_no_word_against_any_word_file(built):
    """A file is shown to it that has an element as none before: papers of several stations are mostly of the same."""
    seen: set[Hashable] = set()
    for path in built.files("*/reports/*/*.docx"):
        elements = set(xml_elements(path))
        if not elements <= seen:
            assert validated(path) == (True, []), path
        seen |= elements
    assert len(seen) > 500


def xml_elements(path: Path) -> Iterator[Hashable]:
    """Each with the part it stands in, what holds it, what it says of itself, and what it holds, alike ones once."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            for element in etree.fromstring(package.read(name)).iter() if name.endswith((".xml", ".rels")) else ():
                holder = element.getparent()
                held = tuple(tag for tag, _ in groupby(inner.tag for inner in element))
                yield name, None if holder is None else holder.tag, element.tag, tuple(element.items()), held


def validated(path: Path) -> tuple[bool, list[object]]:
    said = json.loads(subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False).stdout)
    return said["ok"], said["errors"]


def test_nor_against_a_catalogue(built):
    for path in built.files("taoyuan/archive/*.xlsx"):
        assert validated(path) == (True, []), path


def test_nor_against_a_workbook_of_grids(tmp_path):
    grid = Grid(
        "表", "题", "说明", ("甲", "乙"), (("=1+1", 2), ("两\n行", 3)), (10, 6), ("合计", 5), (("问", "答"),), ("签",)
    )
    (tmp_path / "grid.xlsx").write_bytes(workbook([grid], "题", "作者", "2026-10-12"))
    assert validated(tmp_path / "grid.xlsx") == (True, [])


def test_the_open_xml_validator_sees_a_fault(built, tmp_path):
    sound = built.output / "taoyuan/reports/2026/score-sheet.docx"
    with zipfile.ZipFile(sound) as good, zipfile.ZipFile(tmp_path / "bad.docx", "w") as bad:
        for name in good.namelist():
            data = good.read(name)
            bad.writestr(name, data.replace(b"<w:jc ", b"<w:jcc ") if name == "word/styles.xml" else data)
    done = subprocess.run([VALIDATOR, tmp_path / "bad.docx"], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["ok"] is False


def words(path: Path) -> list[str]:
    """The characters of a file in no order: two programs cut pages and tables differently."""
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode()
    lines = [line for line in text.splitlines() if not (line.strip().startswith("—") and line.strip().endswith("—"))]
    return sorted(squeezed("".join(lines)))


def test_no_pdf_tells_of_the_machine_it_was_made_on(built):
    for path in built.files("*/**/*.pdf"):
        data = path.read_bytes()
        assert str(built.root).encode() not in data
        with pikepdf.open(path) as pdf:
            said = " ".join(str(value) for value in pdf.docinfo.values())
            assert "file:" not in said and str(Path.home()) not in said
