"""The recipe of ARCHITECTURE.md followed for real: a parking sign is added, built, bundled and audited."""

from __future__ import annotations

import filecmp
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import workspaces
from tests.incremental import little

ROOT = Path(__file__).parents[1]
LINE = """
    "parking": Kind(_in("parking"), "signage", private=False, for_shop=True, title=Sentence("车位牌", "parking signs")),
""".strip("\n")
MODULE = '''"""Parking signs (车位牌): the space kept for people who come to the station."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.units import mm
from mzdocs.kinds import sign_spec
from mzdocs.model.station_data import StationData
from mzdocs.plan.document import Document, outlined


def plan(data: StationData) -> Iterator[Document]:
    """One sign, and its outlined copy."""
    spec, text = data.plaque_design.room, "办事群众专用车位"
    sign = Document(
        kind="parking",
        name="parking",
        title=f"{data.station.name} 车位牌",
        set="signage",
        sheet=sign_spec.sheet(spec, bleed=mm(3), safe=mm(5)),
        issued=data.district.issued_on.isoformat(),
        template="parking/sign.html",
        theme=data.theme,
        fields={"text": text},
        expects=(text,),
        pages=1,
        standard="press",
        order=sign_spec.order("车位牌", spec, 1, ("院内",)),
        legibility=sign_spec.legibility(spec),
    )
    yield from (sign, outlined(sign))
'''
SIGN = """{% extends "_house/page.html" %}
{% block body %}
{% set wide, high = sheet.size.width * 0.8, sheet.size.height * 0.4 %}
{% set size = fit_line(text, "hei", true, wide, high, floor("hei", true), "车位牌") %}
<section class="sheet parking">
  <div class="ground"></div>
  <div class="text" data-box="{{ text }}" style="font-size: {{ size }}">{{ text }}</div>
</section>
{% endblock %}
"""
STYLE = """.parking .ground { background: var(--underprint) }
.parking > .text { position: absolute; left: 0; width: var(--width); top: calc(var(--height) * .38);
  text-align: center; white-space: nowrap; font-weight: bold; line-height: 1.2; color: var(--blue) }
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with a kind more."""
    top = tmp_path_factory.mktemp("checkout")
    for part in ("src", "templates"):
        shutil.copytree(ROOT / part, top / part, ignore=shutil.ignore_patterns("__pycache__"))
    kinds, templates = top / "src" / "mzdocs" / "kinds", top / "templates" / "parking"
    templates.mkdir()
    (kinds / "parking.py").write_text(MODULE, encoding="utf-8")
    (templates / "sign.html").write_text(SIGN, encoding="utf-8")
    (templates / "parking.css").write_text(STYLE, encoding="utf-8")
    last = '    "archive": Kind('
    workspaces.replace(kinds / "__init__.py", last, f"{LINE}\n{last}")
    return top


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> workspaces.Workspace:
    return little(tmp_path_factory.mktemp("recipe") / "district")


def run(checkout: Path, space: workspaces.Workspace, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "mzdocs", *arguments], cwd=space.root, text=True, capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(checkout / "src")}, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def differing(here: Path, there: Path) -> Iterator[str]:
    for part in ("src", "templates"):
        for path in sorted((there / part).rglob("*")):
            name = path.relative_to(there)
            if path.is_file() and "__pycache__" not in name.parts:
                old = here / name
                if not old.is_file() or not filecmp.cmp(old, path, shallow=False):
                    yield name.as_posix()


def test_a_kind_is_its_module_its_templates_and_one_line(checkout: Path) -> None:
    assert list(differing(ROOT, checkout)) == [
        "src/mzdocs/kinds/__init__.py",
        "src/mzdocs/kinds/parking.py",
        "templates/parking/parking.css",
        "templates/parking/sign.html",
    ]


def test_it_is_built_bundled_and_audited_like_any_other(checkout: Path, space: workspaces.Workspace) -> None:
    assert "车位牌" in run(checkout, space, "build-signage", "--help").stdout
    run(checkout, space, "build-signage", "--only", "parking", "--only", "plaque", "-q")
    signage = space.output / workspaces.SLUG / "signage"
    entries = {entry["file"]: entry for entry in json.loads((signage / "manifest.json").read_bytes())["files"]}
    assert {"parking.pdf", "parking-outlined.pdf"} < set(entries)
    assert (entries["parking.pdf"]["kind"], entries["parking.pdf"]["profile"]) == ("parking", "press")
    run(checkout, space, "bundle", "-q")
    with zipfile.ZipFile(space.output / "district" / "bundle" / "district.zip") as packed:
        names = [name.partition("/")[2] for name in packed.namelist()]
    assert {"印刷文件/parking.pdf", "转曲文件/parking-outlined.pdf"} < set(names)
    (audited,) = json.loads(run(checkout, space, "audit", workspaces.SLUG, "--json").stdout)["stations"]
    outcomes = {file["file"]: file["outcome"] for file in audited["files"]}
    assert outcomes["parking.pdf"] == "passed"
    assert "failed" not in outcomes.values()
