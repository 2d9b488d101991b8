"""`import mzdocs`: the names it offers are the same objects whatever was imported before, and lead the whole way."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys

import mzdocs
from tests import workspaces

ROOMS = {found.name for found in pkgutil.iter_modules(mzdocs.__path__)}
OFFERED = """
import importlib, json, sys, mzdocs
for room in json.loads(sys.argv[1]):
    importlib.import_module("mzdocs." + room)
named = {name: getattr(mzdocs, name) for name in mzdocs.__all__}
print(json.dumps({name: each.__module__ + ":" + each.__qualname__ for name, each in named.items()}))
"""


def offered(*rooms: str) -> dict[str, str]:
    """Where each public name's object is from, in a process that has imported these rooms first."""
    done = subprocess.run(
        [sys.executable, "-c", OFFERED, json.dumps(rooms)], capture_output=True, check=True, timeout=60
    )
    return json.loads(done.stdout)


def test_no_public_name_is_a_room():
    assert {"load", "plan", "render", "preflight", "build"} < ROOMS
    assert not ROOMS & set(mzdocs.__all__)


def test_importing_every_room_first_changes_no_public_name():
    at_once = offered()
    assert at_once == offered(*sorted(ROOMS - {"__main__"}))
    assert at_once["render_document"] == "mzdocs.render.laying_out:render"
    assert set(at_once) == set(mzdocs.__all__)


def test_a_station_goes_the_whole_way_by_public_names_alone(tmp_path):
    root = workspaces.make(tmp_path / "district").root
    space, settings = mzdocs.Workspace(root), mzdocs.Settings(kinds=("plaque",))
    made = mzdocs.build_station(root / "data" / "stations" / "taoyuan.yaml", space, settings)
    assert made.slug == "taoyuan"
    [signage] = made.sets
    files = sorted(path.name for path in (root / "output" / "taoyuan" / "signage").iterdir())
    assert len(files) == signage.files + 1
    assert "manifest.json" in files
