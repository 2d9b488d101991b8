"""The house stands as ARCHITECTURE.md draws it: floors, imports, sizes, tables."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from mzdocs.checks import RULES
from mzdocs.cli import KIND_NAMES, SIGNAGE
from mzdocs.design.theme import folder
from mzdocs.kinds import KINDS

SRC = Path(__file__).parents[1] / "src" / "mzdocs"

FLOORS = {
    "__main__": 7, "__init__": 7,
    "cli": 6,
    "ledger": 5.7, "audit": 5.65, "rollup": 5.6, "fleet": 5.5, "build": 5, "bundle": 5, "reading": 5, "files": 4.5,
    "load": 4, "checks": 4, "kinds": 4, "render": 4, "press": 4,
    "preflight": 4, "pictures": 4, "archival": 4, "deliver": 4, "sample": 4,
    "leaks": 4, "signing": 4, "form": 4,
    "search": 3.85, "catalogue": 3.8,
    "told_region": 3.92, "told": 3.9, "region": 3.6,
    "rectification": 3.8, "scoring": 3.7, "volumes": 3.7, "audience": 3.6, "dossier": 3.5,
    "wording": 3.3, "station": 3.2, "district": 3.1, "document": 3, "paper": 2.9,
    "facts": 2.5,
    "fontset": 2.5, "fitting": 2.3, "theme": 2.5, "profiles": 2.3,
    "masking": 2.2, "content": 2, "fonts": 2, "text": 2, "pdftext": 2, "ids": 2, "names": 2,
    "declaration": 1.5,
    "problems": 1, "units": 1, "environment": 1,
}  # fmt: skip
ALONE = {  # the only rooms that may use a library
    "click": {"cli"}, "rich": {"cli"}, "weasyprint": {"render"}, "docx": {"render"}, "lxml": {"form"},
    "yaml": {"load"},
    "openpyxl": {"render"}, "jinja2": {"render", "wording"}, "segno": {"render"},
    "PIL": {"load", "press", "preflight", "render"},
    "stdnum": {"ids"}, "pikepdf": {"content", "press", "preflight", "archival", "render", "leaks", "reading"},
    "pypdfium2": {"preflight", "pictures", "leaks", "audit"},
    "uharfbuzz": {"fonts", "render"}, "fontTools": {"press", "preflight", "render"}, "pathops": {"press", "preflight"},
    "ezdxf": {"press", "preflight"}, "zxingcpp": {"preflight"},
    "pickle": set(), "marshal": set(), "shelve": set(),  # what is read could become code
    "pyhanko": {"signing"}, "cryptography": {"signing"}, "asn1crypto": {"signing"},
}  # fmt: skip


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "mzdocs":
                yield from (f"mzdocs.{alias.name}" for alias in node.names)
            else:
                yield node.module


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def faults_of(source: Path) -> list[str]:
    """Every arrow that goes up or sideways, and every library in a room that must not know it."""
    wrong = []
    for path in sorted(source.rglob("*.py")):
        here = path.relative_to(source).parts[0].removesuffix(".py")
        for name in imports(path):
            top = name.split(".")[0]
            if top == "mzdocs" and room(name) != here and FLOORS[room(name)] >= FLOORS[here]:
                wrong.append(f"{here} -> {room(name)}")
            if top in ALONE and here not in ALONE[top]:
                wrong.append(f"{here} uses {top}")
    return wrong


def test_arrows_go_down_only():
    assert faults_of(SRC) == []


def test_the_test_of_arrows_sees_a_wrong_one(tmp_path):
    (tmp_path / "units.py").write_text("from mzdocs import build\n", encoding="utf-8")
    (tmp_path / "load").mkdir()
    (tmp_path / "load" / "x.py").write_text(
        "from mzdocs.checks import check\nimport click\nimport pickle\n", encoding="utf-8"
    )
    assert faults_of(tmp_path) == ["load -> checks", "load uses click", "load uses pickle", "units -> build"]


def test_every_module_stands_on_a_floor():
    rooms = {path.relative_to(SRC).parts[0].removesuffix(".py") for path in SRC.rglob("*.py")}
    assert rooms == set(FLOORS)


def functions() -> list[tuple[str, int]]:
    found = []
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                length = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                found.append((f"{path.name}:{node.name}", length))
    return found


def test_functions_are_small():
    lengths = [length for _, length in functions()]
    assert statistics.median(lengths) <= 8
    assert not [(name, length) for name, length in functions() if length > 40]


def test_every_module_says_what_it_does():
    for path in SRC.rglob("*.py"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_every_kind_has_its_templates_and_its_place_on_the_command_line():
    assert tuple(KINDS) == KIND_NAMES
    assert set(SIGNAGE) < set(KINDS)
    for kind in KINDS:
        assert list((folder() / kind).glob("*.html"))
        assert (folder() / kind / f"{kind}.css").is_file()


def test_rules_have_codes_of_their_own():
    codes = [rule.problem_type.code for rule in RULES]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_the_papers_of_the_project_are_there(name):
    assert len((SRC.parents[1] / name).read_text(encoding="utf-8")) > 500
