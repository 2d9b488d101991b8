"""`fleet --store`, `--status`, `--collect` and `fetch`: what is said, what comes back, and who is told what."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from . import workspaces
from .stores import PRIVATE, PUBLIC, delivered, listing, make_bucket, s3_server
from .test_store import PUBLIC_KEY, _key_file
from .workspaces import SLUG, Ended, Workspace

Run = Callable[..., Ended]
PLACE = "某市/某区"


def test_a_fleet_sends_what_it_made_and_a_district_gets_it_back(
    begun: Workspace, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "某省"
    shutil.copytree(begun.root, root / PLACE)
    space = Workspace(root / PLACE)
    workspaces.replace(space.district, "街道:", f"加密公钥: {PUBLIC_KEY}\n街道:")
    with s3_server() as endpoint:
        make_bucket(endpoint, "mz-public")
        for name, value in (("ACCESS_KEY_ID", "a"), ("SECRET_ACCESS_KEY", "SeCrEt"), ("ENDPOINT_URL", endpoint)):
            monkeypatch.setenv(f"AWS_{name}", value)
        stores = ("--store", "s3://mz-public/2026", "--private-store", str(tmp_path / "closed"))
        line = ("fleet", str(root), "--only", "plaque", "-j", "1", *stores)
        made = run(*line)
        assert made.code == 0
        assert "存放：送了 2 包 " in made.out
        again = json.loads(run(*line, "--json").out)
        assert again["sent"] == {"packs": 0, "same": 2, "size": 0}
        status = run("fleet", str(root), "--status", *stores)
        assert "s3://mz-public/2026：1 份清单，" in status.out
        assert "closed：1 份清单，" in status.out
        assert status.out.count("没有用到的 0 包 0.0 MB。") == 2
        said = json.loads(run("fleet", str(root), "--collect", "--json", *stores).out)
        assert [each["loose"] for each in said["stores"]] == [0, 0]
        assert run("fetch", "s3://mz-public/2026", str(tmp_path / "got"), "-q").said == ""
    back = run("fetch", str(tmp_path / "closed"), str(tmp_path / "got"), "--identity", str(_key_file(tmp_path)))
    assert (back.code, back.err) == (0, "")
    assert back.out.startswith("取回 1 个工作站，新写 ")
    got = tmp_path / "got" / PLACE / SLUG
    for name in ("signage", "archive", "public", "reports/2026"):
        assert run("verify", str(got / name)).code == 0
    for path in (path for path in got.rglob("*") if path.is_file()):
        assert path.read_bytes() == (space.output / SLUG / path.relative_to(got)).read_bytes()
    folders = {path.relative_to(got).parts[0] for path in got.rglob("*") if path.is_file()}
    assert folders == {path.name for path in (space.output / SLUG).iterdir() if path.is_dir()}
    for person in workspaces.people(space):
        assert not any(person.encode() in path.read_bytes() for path in (tmp_path / "closed").rglob("*.json"))


def test_a_store_that_refuses_is_told_before_anything_is_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = delivered(tmp_path / "root", PLACE, "taoyuan", PUBLIC)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("ACCESS_KEY_ID", "PROFILE", "SHARED_CREDENTIALS_FILE"):
        monkeypatch.delenv(f"AWS_{name}", raising=False)
    before = workspaces.listing(station)
    for given, code in (("s3://abc", "MZN23"), ("x://abc", "MZN21"), (f"{_file(tmp_path)}/x", "MZN29")):
        ended = run("fleet", str(tmp_path / "root"), "--store", given)
        assert ended.only(code)
        assert workspaces.listing(station) == before
    place = str(tmp_path / "store")
    assert run("fleet", str(tmp_path / "root"), "--store", place, "--private-store", place).only("MZN37")
    assert run("fleet", str(tmp_path / "root"), "--collect").code == 2


def _file(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file"


def test_what_comes_back_is_told_as_programs_read_it(run: Run, tmp_path: Path) -> None:
    from mzdocs.nation.store.object_stores import StoreFolder
    from mzdocs.nation.store.sending import send_public
    from mzdocs.nation.store.set_files import Generation

    store = StoreFolder(tmp_path / "store")
    found = Generation.of(delivered(tmp_path / "root", PLACE, "taoyuan", {**PUBLIC, **PRIVATE}))
    assert found
    send_public(store, f"{PLACE}/taoyuan", found)
    done = json.loads(run("fetch", str(tmp_path / "store"), str(tmp_path / "got"), "--json").out)
    assert (done["exit"], done["stations"], done["files"], done["problems"]) == (0, 1, 5, [])
    store.remove(name for name in listing(store) if name.startswith("packs/"))
    ended = run("fetch", str(tmp_path / "store"), str(tmp_path / "other"), "--stations", "某市/*")
    assert ended.code == 18
    assert ended.only("MZN33")
    assert "取回 0 个工作站" in ended.out
