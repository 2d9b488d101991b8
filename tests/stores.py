"""What tests of stores share: a small S3 server on this machine, faults before it, stations that were delivered."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from mzdocs.nation.store.object_stores import ObjectStore
from mzdocs.publish.manifest import MANIFEST, manifest_bytes
from mzdocs.publish.record import RECORD, SetRecord, StationRecord

Sets = Mapping[str, Mapping[str, bytes]]
SALT = "5a" * 16
PUBLIC: Sets = {"signage": {"plaque.pdf": b"plaque", "board.pdf": b"board"}, "reports/2026": {"paper.pdf": b"paper"}}
PRIVATE: Sets = {"archive": {"volume-db-001.pdf": "王小明 990103195001011234".encode(), "labels.pdf": b"labels"}}


def delivered(root: Path, place: str, slug: str, sets: Sets, salt: str = SALT) -> Path:
    """The folder of a station as a build leaves it, and its district's data file, empty."""
    station = root / place / "output" / slug
    data = root / place / "data" / "stations"
    data.mkdir(parents=True, exist_ok=True)
    (data.parent / "district.yaml").touch()
    (data / f"{slug}.yaml").write_text("x")
    for name, files in sets.items():
        (station / name).mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            (station / name / file).write_bytes(content)
        (station / name / MANIFEST).write_bytes(manifest_bytes(files, {"station": slug, "set": name.split("/")[0]}))
    (station / RECORD).write_bytes(StationRecord(salt, {name: SetRecord() for name in sets}).to_bytes())
    return station


def listing(store: ObjectStore) -> dict[str, bytes]:
    """All that lies in a store, by name."""
    folders = ("packs", "stations", "sending", "collecting")
    names = [f"{folder}/{name}" for folder in folders for name, _ in store.listed(folder)]
    return {name: store.read(name) or b"" for name in names}


class Watched:
    """A store that calls somebody before each call it gets, by its number from 1."""

    def __init__(self, store: ObjectStore, before: Callable[[int], None]) -> None:
        self.where, self.calls, self._store, self._before = store.where, 0, store, before

    def __getattr__(self, name: str) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            self.calls += 1
            self._before(self.calls)
            return getattr(self._store, name)(*arguments)

        return call


@contextmanager
def s3_server() -> Iterator[str]:
    """The address of moto's server, which this process runs."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        yield "http://{}:{}".format(*server.get_host_and_port())
    finally:
        server.stop()


def make_bucket(endpoint: str, name: str) -> None:
    """A bucket of this name."""
    line = http.client.HTTPConnection(endpoint.removeprefix("http://"), timeout=30)
    line.request("PUT", f"/{name}", headers={"Authorization": "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3"})
    assert line.getresponse().status == 200
    line.close()


Answer = Callable[[str, str], "tuple[int, bytes] | None"]


@contextmanager
def before(endpoint: str, answer: Answer) -> Iterator[str]:
    """The address of a proxy that asks first whether a method and a path are answered otherwise; 0 hangs up."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            status, data, heads = 0, b"", {}
            given = answer(self.command, self.path)
            if given:
                status, data = given
            else:
                line = http.client.HTTPConnection(endpoint.removeprefix("http://"), timeout=30)
                line.request(self.command, self.path, body, dict(self.headers))
                got = line.getresponse()
                status, data, heads = got.status, got.read(), dict(got.getheaders())
                line.close()
            if not status:
                self.close_connection = True
                return
            self.send_response(status)
            length = heads.get("Content-Length") if self.command == "HEAD" else None
            for name, value in heads.items():
                if name.lower() not in ("content-length", "connection", "date", "server"):
                    self.send_header(name, value)
            self.send_header("Content-Length", length or str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    for method in ("GET", "PUT", "HEAD", "POST", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.forward)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def sums_of(sets: Sets) -> set[str]:
    """The SHA-256 of each file."""
    return {sha256(content).hexdigest() for files in sets.values() for content in files.values()}
