"""Whatever a build opens or lists is among what it says it was made from: seen by the system's own eyes (strace)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mzdocs.build.settings import Settings
from mzdocs.design import fonts, profiles, scripts
from mzdocs.design.theme import folder
from mzdocs.publish.record import RECORD

from .incremental import built, little
from .workspaces import SLUG, Workspace

PACKAGE = Path(fonts.__file__).parents[1]
OPENED = re.compile(r'^\d+ +open(?:at|at2)?\((?:AT_FDCWD\S* )?"([^"]*)", (?:\{flags=)?([A-Z_|]*).*\) = \d+<([^>]*)>')
LISTED = re.compile(r"^\d+ +getdents64\(\d+<([^>]*)>")
OF_THE_SYSTEM = ("/usr/", "/lib", "/proc/", "/sys/", "/dev/", "/opt/", "/etc/", "/tmp/openpyxl.", "/var/lib/dpkg/")
"""Programs and what belongs to them; libraries are declared by what they say of themselves."""
FONTS_OF_THE_SYSTEM = "font_manager_cache.json"
"""Where ezdxf keeps what it knows of them, in the user's cache; nothing is set in them (a test spoils it)."""


@dataclass(frozen=True)
class Seen:
    """What a process and its children opened to read, and the folders they listed."""

    opened: frozenset[Path]
    listed: frozenset[Path]


def traced(space: Workspace, work: Path, *arguments: str) -> Seen:
    """A build of its own process, in caches that begin empty."""
    strace, trace = shutil.which("strace"), work / "trace"
    assert strace, "strace is not installed: make test installs it"
    asked = "trace=open,openat,openat2,getdents64"
    subprocess.run(
        [strace, "-f", "-qq", "-y", "-s", "4096", "-e", asked, "-o", str(trace),
         sys.executable, "-m", "mzdocs", "build", "-q", "-j", "1", *arguments],
        cwd=space.root, env={**os.environ, "MZDOCS_CACHE": str(work / "cache")}, check=True, timeout=300,
    )  # fmt: skip
    return understood(trace.read_text("utf-8", "replace"))


def understood(trace: str) -> Seen:
    lines = trace.splitlines()
    opened = (found for found in map(OPENED.match, lines) if found and not re.search("O_WRONLY|O_RDWR", found[2]))
    listed = (found for found in map(LISTED.match, lines) if found)
    return Seen(frozenset(Path(found[3]) for found in opened), frozenset(Path(found[1]) for found in listed))


def undeclared(seen: Seen, space: Workspace, work: Path) -> Iterator[str]:
    """What was opened or listed and is neither in the record, nor part of the program, nor made by it."""
    told = json.loads((space.output / SLUG / RECORD).read_bytes())["whole"].values()
    inputs = {space.root / name for whole in told for name in whole["inputs"]}
    faces = {face.path for face in (*fonts.FACES, *scripts.FACES)} | {fonts.record_file()}
    tools = faces | {fonts.home() / profile.file for profile in profiles.PROFILES} | {fonts.home() / "fonts.conf"}
    ours = (PACKAGE, folder(), space.output, work / "cache", fonts.home() / "cache", *_python())
    data = space.root / "data"
    places = {space.root, data, data / "stations", fonts.faces_folder(), work}
    listed = tuple(data / name for name in ("wording", "themes", "register"))
    for path in sorted(seen.opened | seen.listed):
        known = path in inputs | tools | places or (path in seen.listed and _below(path, listed))
        of_system = path.name == FONTS_OF_THE_SYSTEM or str(path).startswith(OF_THE_SYSTEM)
        only_looked_at = path.is_dir() and path not in seen.listed
        if not (known or of_system or only_looked_at or _below(path, ours)):
            yield str(path)


def _below(path: Path, roots: Iterable[Path]) -> bool:
    return any(path.is_relative_to(root) for root in roots)


def _python() -> set[Path]:
    """Where the interpreter and its libraries lie, and where else it looks for packages."""
    places = {sys.prefix, sys.base_prefix, *(path for path in sys.path if Path(path).name in ("src", "site-packages"))}
    return {Path(place).resolve() for place in places}


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A little station with a theme of the bureau's own."""
    made = little(tmp_path_factory.mktemp("traced") / "district")
    place = made.root / "data" / "themes" / "ours"
    place.mkdir(parents=True)
    (place / "palette.toml").write_text('[colours]\nblue = { screen = "#204060", press = [60, 60, 10, 20] }\n')
    made.district.write_text(made.district.read_text("utf-8").replace("主题: default", "主题: ours", 1), "utf-8")
    return made


def test_everything_a_build_reads_is_declared(station: Workspace, tmp_path: Path) -> None:
    seen = traced(station, tmp_path)
    assert {station.district, station.table, station.station} <= seen.opened, "the trace was not understood"
    assert station.root / "data" / "wording" in seen.listed
    assert {face.path for face in fonts.FACES} <= seen.opened
    assert [*undeclared(seen, station, tmp_path)] == []


def test_an_undeclared_one_is_found(station: Workspace, tmp_path: Path) -> None:
    built(station, Settings(("public-list",), keep_going=True))
    secret, home = station.root / "data" / "more.toml", Path.home() / ".config" / "any.ini"
    seen = understood("\n".join([
        f'7 openat(AT_FDCWD</x>, "{secret}", O_RDONLY|O_CLOEXEC) = 3<{secret}>',
        f'7 openat(AT_FDCWD</x>, "any.ini", O_RDONLY) = 3<{home}>',
        f"7 getdents64(3<{station.photos}>, 0x7f /* 2 entries */, 32768) = 48",
        f'7 openat(AT_FDCWD</x>, "{station.district}", O_RDONLY) = 3<{station.district}>',
        f'7 openat(AT_FDCWD</x>, "{secret}x", O_RDONLY) = -1 ENOENT (No such file or directory)',
        f'7 openat(AT_FDCWD</x>, "{secret}y", O_WRONLY|O_CREAT, 0600) = 4<{secret}y>',
    ]))  # fmt: skip
    assert {*undeclared(seen, station, tmp_path)} == {str(secret), str(home), str(station.photos)}


# what is not of the data


STRANGE = {
    "LANG": "zh_CN.UTF-8", "LC_ALL": "POSIX", "FC_LANG": "ja", "HB_SHAPER_LIST": "fallback", "TZ": "Pacific/Kiritimati",
    "EZDXF_DISABLE_C_EXT": "true", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "0", "MZDOCS_LANG": "en",
}  # fmt: skip


def in_a_process(space: Workspace, output: Path, **environment: str) -> dict[str, bytes]:
    ended = space.spawn("build", "-q", "--only", "plaque", "--only", "badge", "--output", str(output), **environment)
    assert ended.code == 0, ended.said
    return {path.name: path.read_bytes() for path in sorted((output / SLUG / "signage").iterdir())}


@dataclass(frozen=True)
class Plain:
    """What a build without anything strange made, and where it kept what it may need again."""

    files: dict[str, bytes]
    cache: Path


@pytest.fixture(scope="module")
def plain(station: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Plain:
    work = tmp_path_factory.mktemp("plain")
    return Plain(in_a_process(station, work / "output", MZDOCS_CACHE=str(work / "cache")), work / "cache")


def test_neither_the_environment_nor_files_of_the_home_folder_change_a_byte(
    station: Workspace, plain: Plain, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    (home / "fontconfig").mkdir(parents=True)
    (home / "ezdxf").mkdir()
    alias = '<match target="pattern"><edit name="family" mode="assign"><string>LXGW WenKai</string></edit></match>'
    (home / "fontconfig" / "fonts.conf").write_text(f"<fontconfig>{alias}</fontconfig>")
    ini = "[core]\nfilter_invalid_xdata_group_codes = false\ndefault_dimension_text_style = other\n"
    for place in (home / "ezdxf", station.root):
        (place / "ezdxf.ini").write_text(ini)
    (home / "cache" / "ezdxf").mkdir(parents=True)
    (home / "cache" / "ezdxf" / FONTS_OF_THE_SYSTEM).write_text('[["Another.ttf", "Arial", 400]')
    kept = {
        "XDG_CACHE_HOME": str(home / "cache"),
        "MZDOCS_FONTS": str(fonts.home()),
        "MZDOCS_CACHE": str(tmp_path / "two"),
    }
    strange = in_a_process(
        station,
        tmp_path / "strange",
        HOME=str(home),
        XDG_CONFIG_HOME=str(home),
        **STRANGE,
        **kept,
    )
    assert strange == plain.files


def test_a_cache_of_foreign_content_changes_nothing(station: Workspace, plain: Plain, tmp_path: Path) -> None:
    """Every kept value is there, and is another's or spoilt."""
    cache = shutil.copytree(plain.cache, tmp_path / "cache")
    files = sorted(path for path in cache.rglob("*") if path.is_file())
    assert len(files) > 10
    for path, other in zip(files, [*files[1:], files[0]], strict=True):
        if path.parent.name != "sums":
            path.write_bytes(other.read_bytes()[:-1] + b"x")
    assert in_a_process(station, tmp_path / "again", MZDOCS_CACHE=str(cache)) == plain.files
