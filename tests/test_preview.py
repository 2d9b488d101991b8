"""The page to look at, from its server's side: who may ask, what is answered, when it hears of a save."""

from __future__ import annotations

import base64
import http.client
import io
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import openpyxl
import pytest
from PIL import Image

from mzdocs.core.child_process import LimitMet
from mzdocs.core.problems import Stopped
from mzdocs.load import Workspace as Space
from mzdocs.preview import previewed
from mzdocs.preview.guard import Guard
from mzdocs.preview.hub import Hub
from mzdocs.preview.workbench import Workbench
from mzdocs.preview.worker import Worker

from . import workspaces
from .workspaces import Workspace

PLATE = "taoyuan/plaque/plaque-plate.pdf"


@dataclass(frozen=True)
class Client:
    """Somebody who asks the page's server."""

    address: str
    workspace: Workspace

    def ask(
        self, below: str = "", method: str = "GET", body: bytes | None = None, at: str = "", **headers: str
    ) -> tuple[int, bytes, dict[str, str]]:
        url = urlsplit(self.address)
        with closing(http.client.HTTPConnection(url.hostname or "", url.port, timeout=120)) as there:
            there.request(
                method, at or url.path + below, body, {key.replace("_", "-"): text for key, text in headers.items()}
            )
            answer = there.getresponse()
            return answer.status, answer.read(), dict(answer.getheaders())

    def json(self, below: str) -> Any:
        status, body, _ = self.ask(below)
        assert status == 200, below
        return json.loads(body)

    def give(self, name: str, body: bytes) -> Any:
        url = urlsplit(self.address)
        status, answer, _ = self.ask(f"workbook?name={name}", "POST", body, Origin=f"http://{url.netloc}")
        assert status == 200
        return json.loads(answer)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    workspace = workspaces.make(tmp_path_factory.mktemp("preview") / "district")
    with previewed(Space(workspace.root), "zh") as address:
        yield Client(address, workspace)


def test_the_address_is_of_this_machine_and_has_a_token_nobody_guesses(client: Client) -> None:
    url = urlsplit(client.address)
    assert url.hostname == "127.0.0.1"
    assert len(url.path) > 30
    assert Guard.of(1).token != Guard.of(1).token


def test_it_listens_on_the_loopback_only(client: Client) -> None:
    port = urlsplit(client.address).port or 0
    listening = [
        line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines()[1:] if line.split()[3] == "0A"
    ]
    assert [where.split(":")[0] for where in listening if int(where.split(":")[1], 16) == port] == ["0100007F"]


def _hostile() -> dict[str, tuple[int, dict[str, Any]]]:
    own = {"Host": "127.0.0.1:{port}"}
    hosts = (
        "evil",
        "evil:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1.evil:{port}",
        "[::1]:{port}",
        "0.0.0.0:{port}",
        "",
    )
    origins = ("http://evil", "null", "http://127.0.0.1:1", "https://127.0.0.1:{port}", "http://localhost.evil:{port}")
    paths = (
        "/", "/stations", "/x/stations", "/../{token}x/", "/%00/", "/{short}/", "/{token}x/stations",
    )  # fmt: skip
    nothing = (
        "..%2f..%2fetc/passwd", "../../etc/passwd", "page/../server.py", "preview.js/..", "station/..%2fdistrict",
        "proof/taoyuan/plaque/..%2f..%2fdata", "leaf/taoyuan/plaque/plaque-plate.pdf/-x", "leaf/taoyuan/plaque",
        "leaf/" + PLATE + "/99", "__init__.py", "station", "%2e%2e/%2e%2e/etc/passwd", "file:///etc/passwd",
        "explanation/MZ0000", "explanation/..%2f..%2fMZ79",
        "station/nowhere", "mends/..%2fdistrict", "bundle/..", "papers/nowhere", "since/district",
        f"leaf/{PLATE}/0?box=0,0,x,5", f"leaf/{PLATE}/0?box=1,2,3", f"leaf/{PLATE}/0?box=900,0,5,5",
    )  # fmt: skip
    return {
        **{f"host {host!r}": (421, {"Host": host}) for host in hosts},
        **{f"origin {origin!r}": (403, {"Origin": origin, **own}) for origin in origins},
        **{f"fetched from {site}": (403, {"Sec_Fetch_Site": site, **own}) for site in ("cross-site", "same-site")},
        **{f"path {path}": (403, {"at": path}) for path in paths},
        **{f"below {path}": (404, {"below": path}) for path in nothing},
        "the token alone": (404, {"at": "/{token}"}),
        **{f"method {method}": (405, {"method": method}) for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")},
        "a write without its page": (403, {"method": "POST", "below": "workbook?name=a.xlsx", "body": b"x"}),
        "a write of elsewhere": (403, {"method": "POST", "below": "workbook", "body": b"x", "Origin": "http://evil"}),
        "a mend without its page": (403, {"method": "POST", "below": "mend/taoyuan?file=x", "body": b""}),
        "a mend of elsewhere": (403, {"method": "POST", "below": "mend/taoyuan", "body": b"", "Origin": "http://evil"}),
        "a mend that is only looked at": (404, {"below": "mend/taoyuan?file=data/district.yaml"}),
        "a mend of no station": (
            404,
            {"method": "POST", "below": "mend/..%2fdistrict", "body": b"", "Origin": "http://127.0.0.1:{port}"},
        ),
        "a write to another path": (
            405,
            {"method": "POST", "below": "stations", "body": b"x", "Origin": "http://127.0.0.1:{port}"},
        ),
    }


@pytest.mark.parametrize("trick", _hostile())
def test_who_is_not_the_page_is_refused_in_a_sentence(client: Client, trick: str) -> None:
    status, given = _hostile()[trick]
    url = urlsplit(client.address)
    token = url.path.strip("/")
    known = {"port": url.port, "token": token, "short": token[:-1]}
    filled = {key: each.format(**known) if isinstance(each, str) else each for key, each in given.items()}
    got, body, headers = client.ask(**filled)
    assert got == status
    assert body.decode().strip()
    assert token not in body.decode()
    assert headers["Cache-Control"] == "no-store"


def test_what_is_too_large_is_not_read(client: Client) -> None:
    url = urlsplit(client.address)
    with closing(http.client.HTTPConnection(url.hostname or "", url.port, timeout=60)) as there:
        there.putrequest("POST", f"{url.path}workbook?name=a.xlsx")
        there.putheader("Origin", f"http://{url.netloc}")
        there.putheader("Content-Length", str(10**12))
        there.endheaders()
        answer = there.getresponse()
        assert (answer.status, answer.read().decode().strip()) == (413, "文件太大")


def test_every_answer_forbids_what_is_not_its_own(client: Client) -> None:
    _, page, headers = client.ask()
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert b"http:" not in page.replace(b"http://www.w3.org", b"")


def test_a_second_one_on_the_port_is_told(client: Client) -> None:
    port = urlsplit(client.address).port or 0
    with pytest.raises(Stopped) as found, previewed(Space(client.workspace.root), "zh", port):
        pass
    assert found.value.problems[0].code == "MZ7901"


def test_a_station_s_documents_are_listed_with_what_is_wrong(client: Client) -> None:
    assert client.json("stations")["stations"] == ["taoyuan"]
    seen = client.json("station/taoyuan")
    assert seen["name"] == "澄江区桃源街道民政工作站"
    files = {each["file"]: each for each in seen["documents"]}
    assert files["plaque-plate-outlined.pdf"]["made_of"] == "plaque-plate.pdf"
    assert {each["kind"] for each in seen["documents"]} >= {"plaque", "board", "badge", "archive", "paper"}
    assert "MZ2622" in [each["code"] for each in seen["problems"]]
    status, body, _ = client.ask("station/nowhere")
    assert (status, json.loads(body)["problems"][0]["code"]) == (404, "MZ7900")


def test_pages_are_those_of_the_finished_file_at_their_size(client: Client) -> None:
    leaves = client.json(f"proof/{PLATE}")["leaves"]
    assert [(round(leaf["width"]), round(leaf["height"])) for leaf in leaves] == [(600, 400)]
    _, png, headers = client.ask(f"leaf/{PLATE}/0?longest=600")
    assert headers["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(png)).size in ((600, 400), (599, 399))
    assert client.json(f"verdict/{PLATE}") == {"problems": []}


def test_a_picture_is_never_larger_than_its_limit(client: Client) -> None:
    _, png, _ = client.ask(f"leaf/{PLATE}/0?longest=999999999")
    assert 3990 < max(Image.open(io.BytesIO(png)).size) <= 4000


def test_what_was_not_delivered_is_said(client: Client) -> None:
    assert client.json(f"before/{PLATE}")["problems"][0]["code"] == "MZ7902"


def test_a_workbook_comes_back_with_its_faults_at_their_cells(
    client: Client, run: Callable[..., Any], tmp_path: Path
) -> None:
    book = tmp_path / "taoyuan.xlsx"
    assert run("convert", str(client.workspace.station), str(book)).code == 0
    opened = openpyxl.load_workbook(book)
    sheet = opened["基本情况"]
    cell = next(each for row in sheet.iter_rows() for each in row if each.value == "0999-5551001")
    cell.value = "0999-555100x"
    opened.save(book)
    found = client.give("taoyuan.xlsx", book.read_bytes())
    wrong = [each for each in found["problems"] if each["severity"] == "error"]
    assert [(each["sheet"], each["cell"]) for each in wrong] == [("基本情况", cell.coordinate)]
    marked = openpyxl.load_workbook(io.BytesIO(base64.b64decode(found["marked"])))
    assert marked.sheetnames[0] == "检查结果"
    assert marked["基本情况"][cell.coordinate].comment is not None


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.xls", b"x"),
        ("a.xlsx", b"no workbook"),
        ("..%2F..%2Fx.xlsx", b""),
        ("", b""),
        ("a%00.xlsx", b""),
        ("photo.jpg", b"\xff\xd8"),
    ],
)
def test_what_is_no_workbook_is_told(client: Client, name: str, body: bytes) -> None:
    found = client.give(name, body)
    assert [each["severity"] for each in found["problems"]][:1] == ["error"], found


def test_numbers_of_clients_are_masked_unless_asked_for(client: Client) -> None:
    numbers = [line.split(",")[2] for line in client.workspace.table.read_text("utf-8").splitlines()[1:]]
    space = Space(client.workspace.root)
    seen = {}
    for unmasked in (False, True):
        bench = Workbench(space, "zh", unmasked)
        planned = bench._plans("taoyuan", "archive")
        seen[unmasked] = "".join(repr(each) for each in planned.documents.values())
    whole = {each for each in numbers if len(each) == 18}
    assert whole
    assert not any(each in seen[False] for each in whole)
    assert any(each in seen[True] for each in whole)


def test_a_save_makes_anew_what_it_changes_and_nothing_else(sample: Workspace) -> None:
    bench = Workbench(Space(sample.root), "zh")
    plate = "plaque-plate.pdf"
    listed = [each for each in bench.station(0, "taoyuan").documents if each.kind == "plaque" and not each.made_of]
    room = next(each.file for each in listed if "救助受理室" in each.title)
    first = bench.proof(0, "taoyuan", "plaque", plate), bench.proof(0, "taoyuan", "plaque", room)
    kept = bench._plans("taoyuan", "plaque").made[plate]
    workspaces.replace(sample.station, "名称: 救助受理室", "名称: 救助办理室")
    second = bench.proof(1, "taoyuan", "plaque", plate)
    assert second == first[0]
    assert bench.proof(1, "taoyuan", "plaque", room) != first[1]
    assert bench._plans("taoyuan", "plaque").made[plate] is kept
    with pytest.raises(LookupError):
        bench.proof(0, "taoyuan", "plaque", plate)


def test_data_that_are_broken_are_told_and_the_next_save_heals(sample: Workspace) -> None:
    bench = Workbench(Space(sample.root), "zh")
    sound = sample.station.read_text("utf-8")
    sample.station.write_text(sound.replace("\n社区:", "\n社区：", 1), "utf-8")
    with pytest.raises(Stopped):
        bench.proof(1, "taoyuan", "plaque", "plaque-plate.pdf")
    assert bench.station(1, "taoyuan").problems
    sample.station.write_text(sound, "utf-8")
    assert len(bench.proof(2, "taoyuan", "plaque", "plaque-plate.pdf").leaves) == 1


class _Odd:
    """What goes wrong in a child."""

    def echo(self, state: int) -> int:
        return state

    def hang(self, state: int) -> None:
        time.sleep(600)

    def die(self, state: int) -> None:
        os._exit(1)

    def fail(self, state: int) -> None:
        raise RuntimeError

    def lack(self, state: int) -> None:
        raise LookupError


def test_a_child_that_dies_or_hangs_is_replaced() -> None:
    worker = Worker(_Odd, seconds=20)
    assert worker.ask(_Odd.echo, 7) == 7
    for call, met in ((_Odd.die, "crash"), (_Odd.fail, "crash")):
        with pytest.raises(LimitMet) as found:
            worker.ask(call, 1)
        assert found.value.met == met
        assert worker.ask(_Odd.echo, 8) == 8
    with pytest.raises(LookupError):
        worker.ask(_Odd.lack, 1)
    hanging = Worker(_Odd, seconds=0)
    with pytest.raises(LimitMet) as found:
        hanging.ask(_Odd.hang, 1)
    assert found.value.met == "time"


def test_a_thousand_saves_end_in_the_last_state() -> None:
    hub = Hub()
    for _ in range(1000):
        hub.changed()
    assert hub.next(0, 1) == 1000
    hub.close()
    assert hub.next(1000, 600) is None


def test_a_hundred_open_tabs_are_each_given_their_page(client: Client) -> None:
    with ThreadPoolExecutor(100) as tabs:
        found = [*tabs.map(lambda _: client.ask(f"leaf/{PLATE}/0?longest=100"), range(100))]
    assert {(status, headers["Content-Type"]) for status, _, headers in found} == {(200, "image/png")}
    assert len({body for _, body, _ in found}) == 1


def test_the_stream_tells_each_state_to_a_hundred_who_listen(client: Client) -> None:
    url = urlsplit(client.address)
    listening = [socket.create_connection((url.hostname or "", url.port or 0), timeout=60) for _ in range(100)]
    for each in listening:
        each.sendall(f"GET {url.path}events HTTP/1.1\r\nHost: {url.netloc}\r\n\r\n".encode())
    for each in listening:
        _until(each, b'"state"')
    workspaces.replace(client.workspace.district, "# ", "#  ")
    for each in listening:
        _until(each, b'"state"')
        each.close()
    assert client.json("stations")["stations"] == ["taoyuan"]


def _until(there: socket.socket, text: bytes) -> None:
    got = b""
    while text not in got:
        more = there.recv(4096)
        assert more
        got += more
