"""Signing off from the page: what is signed, what is refused, and that nothing else is ever written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from mzdocs.load import Workspace as Space
from mzdocs.preview import previewed

from . import workspaces
from .page_browser import chromium, page_of, serious
from .test_preview import PLATE, Client
from .workspaces import Workspace, replace

SIGNED = "data/approvals/taoyuan.csv"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The page of a station of which nothing was built."""
    workspace = workspaces.make(tmp_path_factory.mktemp("preview") / "district")
    with previewed(Space(workspace.root), "zh") as address:
        yield Client(address, workspace)


@pytest.fixture
def delivered(begun: Workspace, tmp_path: Path) -> Iterator[Client]:
    """The page of a station that was built."""
    workspace = Workspace(tmp_path / "district")
    shutil.copytree(begun.root, workspace.root)
    with previewed(Space(workspace.root), "zh") as address:
        yield Client(address, workspace)


def approve(client: Client, files: object, by: object = "李主任", on: object = "2026-12-01", **more: str) -> Any:
    told = json.dumps({"station": "taoyuan", "by": by, "on": on, "files": files}).encode()
    headers = {"Origin": f"http://{urlsplit(client.address).netloc}", **more}
    status, answer, _ = client.ask("approve", "POST", told, **headers)
    return json.loads(answer) if status == 200 else status


def lying(client: Client) -> dict[str, bytes]:
    return {
        path.relative_to(client.workspace.root).as_posix(): path.read_bytes()
        for path in client.workspace.root.rglob("*")
        if path.is_file()
    }


def test_all_it_ever_writes_is_an_approval_of_what_was_seen(delivered: Client) -> None:
    before = lying(delivered)
    seen = delivered.json(f"proof/{PLATE}")
    told = {each["path"]: each for each in delivered.json("approvals/taoyuan")["files"]}
    assert (told["signage/plaque-plate.pdf"]["state"], told["signage/plaque-plate.pdf"]["by"]) == ("open", "")
    assert seen["sha256"] == told["signage/plaque-plate.pdf"]["sha256"]
    assert not [path for path in told if path.startswith("archive") or "outlined" in path]
    delivered.json(f"before/{PLATE}")
    delivered.ask(f"leaf/{PLATE}/0")
    refused: dict[str, Any] = {
        "MZ7916": approve(delivered, {"signage/plaque-plate.pdf": "0" * 64}),
        "MZ7913": approve(delivered, {f"archive/{_volume(delivered)}": "0" * 64}),
        "MZ7912": approve(delivered, {"../data/district.yaml": "0" * 64}),
        "MZ7914": approve(delivered, {"signage/plaque-plate-outlined.pdf": "0" * 64}),
        "MZ7917": approve(delivered, {"signage/plaque-plate.pdf": seen["sha256"]}, by="\ud800"),
    }
    assert {code: [each["code"] for each in said["problems"]] for code, said in refused.items()} == {
        code: [code] for code in refused
    }
    assert lying(delivered) == before
    assert approve(delivered, {"signage/plaque-plate.pdf": seen["sha256"]}) == {"approved": 4}
    after = lying(delivered)
    assert after.pop(SIGNED) and after == before
    told = {each["path"]: each for each in delivered.json("approvals/taoyuan")["files"]}
    assert [told["signage/plaque-plate.pdf"][key] for key in ("state", "by", "on")] == [
        "approved",
        "李主任",
        "2026-12-01",
    ]
    assert [each["code"] for each in approve(delivered, {"signage/plaque-plate.pdf": seen["sha256"]})["problems"]] == [
        "MZ7915"
    ]


def _volume(client: Client) -> str:
    return next((client.workspace.output / "taoyuan" / "archive").glob("*.pdf")).name


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"files": {}}, 405), ({"files": []}, 400), ({"files": {"a": 1}}, 400),
        ({"files": {"a": "b"}, "by": None}, 400),
        ({"files": {"a": "b"}, "on": ""}, 400), ({"files": {"a": "b"}, "on": "gestern"}, 400),
        ({"files": {"a": "b"}, "Origin": "http://evil"}, 403), ({"files": {"a": "b"}, "Origin": "null"}, 403),
        ({"files": {"a": "b"}, "Host": "evil"}, 421), ({"files": {"a": "b"}, "Sec_Fetch_Site": "cross-site"}, 403),
    ],
)  # fmt: skip
def test_who_is_not_the_page_signs_nothing(client: Client, given: dict[str, Any], status: int) -> None:
    assert approve(client, **given) == status
    assert not (client.workspace.root / SIGNED).exists()


def test_what_cannot_be_understood_signs_nothing(client: Client) -> None:
    origin = f"http://{urlsplit(client.address).netloc}"
    for body in (b"", b"\xff", b"[" * 100_000, b"null", b'{"station": "taoyuan"}'):
        assert client.ask("approve", "POST", body, Origin=origin)[0] == 400
    told = json.dumps({"station": "../x", "by": "a", "on": "2026-12-01", "files": {"a": "b"}}).encode()
    status, answer, _ = client.ask("approve", "POST", told, Origin=origin)
    assert (status, json.loads(answer)["problems"][0]["code"]) == (404, "MZ7900")
    assert client.ask("approve")[0] == 404
    assert client.ask("approve", "POST", told)[0] == 403
    assert not (client.workspace.root / SIGNED).exists()


def test_what_was_looked_at_is_ticked_and_signed_after_a_yes(delivered: Client) -> None:
    with chromium() as browser, page_of(browser) as page:
        page.goto(f"{delivered.address}#taoyuan/plaque/plaque-plate.pdf")
        state, button, dialog = page.locator("#approval-state"), page.locator("#approve"), page.locator("#approval-ask")
        expect(state).to_have_text("还没有签样。")
        expect(button).to_be_disabled()
        page.check("#seen")
        page.locator('[data-file="plaque-vertical.pdf"]').first.click()
        expect(page.locator('[data-file="plaque-vertical.pdf"]').first).to_have_attribute("aria-current", "true")
        expect(page.locator("#seen")).not_to_be_checked()
        expect(page.locator("#seen")).to_be_enabled()
        page.check("#seen")
        button.focus()
        page.keyboard.press("Enter")
        expect(dialog.locator("li")).to_have_text(["门牌（横牌）", "门牌（竖牌）"])
        page.click("#approval-no")
        assert not (delivered.workspace.root / SIGNED).exists()
        button.click()
        page.click("#approval-yes")
        expect(page.locator("#approval-refused")).to_contain_text("MZ7917")
        assert not serious(page)
        page.fill("#approval-by", "李主任")
        page.fill("#approval-on", "2026-12-01")
        page.click("#approval-yes")
        expect(page.locator("#approval-told")).to_have_text("签了 8 个文件。")
        expect(state).to_have_text("已签样：李主任，2026-12-01。")
        expect(dialog).not_to_be_visible()
        expect(page.locator("#seen")).to_be_disabled()
        assert (delivered.workspace.root / SIGNED).read_text("utf-8-sig").count("李主任") == 8
        replace(delivered.workspace.district, "竖牌文字: '{工作站}'", "竖牌文字: '{工作站}甲'")
        expect(state).to_contain_text("这里的和成品文件夹里的不是同一份")
        page.goto(f"{delivered.address}#taoyuan/plaque/room-01.pdf")
        expect(state).to_have_text("还没有签样。")
