"""Files into a pack and out of it: the same bytes, or it is told; and no pack opens to more than its limit."""

from __future__ import annotations

import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import deflate
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as some
from jsonschema import Draft202012Validator

from mzdocs.core.problems import Problem, Stopped
from mzdocs.nation.store import deflate_streams, station_pack
from mzdocs.nation.store.deflate_streams import AS_IT_IS, WRITERS, DeflateStreams
from mzdocs.nation.store.object_stores import StoreFolder
from mzdocs.nation.store.station_index import NOT_UNDERSTOOD, IndexedFile, PackAddress, index_bytes
from mzdocs.nation.store.station_pack import NOT_RESTORED, TOO_LARGE, StationPack, packed, unpacked
from mzdocs.nation.store.targets import Targets

from .stores import PUBLIC, delivered, listing
from .test_store import PLACE, STATION, fetched, public_index, send, sent_to

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "store-index.schema.json").read_text("utf-8"))
HEAD = {"$ref": "#/$defs/head", "$defs": SCHEMA["$defs"]}
TEXT = b"".join(b"%d %d Td (%d) Tj\n" % (n * 7 % 91, n * n % 97, n) for n in range(2000))


def pdf(*streams: bytes) -> bytes:
    objects = (b"<</Length %d>>\nstream\n%b\nendstream\n" % (len(each), each) for each in streams)
    return b"%PDF-1.7\n" + b"".join(objects) + b"%%EOF\n"


def package(level: int, *files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as into:
        for number, data in enumerate(files):
            into.writestr(f"word/{number}.xml", data)
    return made.getvalue()


def listed(files: Mapping[str, bytes]) -> list[tuple[IndexedFile, bytes]]:
    return [(IndexedFile("signage", name, sha256(data).hexdigest(), len(data)), data) for name, data in files.items()]


def contents(pack: StationPack) -> dict[str, bytes]:
    return {file.file: data for file, data in pack.contents(pack.files)}


def stopped_by(act: Callable[[], object]) -> Problem:
    with pytest.raises(Stopped) as stopped:
        act()
    (problem,) = stopped.value.problems
    return problem


SAMPLES = {
    "empty.txt": (b"", []),
    "plain.txt": (b"nothing deflated", [AS_IT_IS]),
    "9.pdf": (pdf(zlib.compress(TEXT, 9)), [AS_IT_IS, "zlib-9", AS_IT_IS]),
    "6.pdf": (pdf(zlib.compress(TEXT)), [AS_IT_IS, "zlib-6", AS_IT_IS]),
    "lib.pdf": (pdf(bytes(deflate.zlib_compress(TEXT, 6))), [AS_IT_IS, "libdeflate-6", AS_IT_IS]),
    "crlf.pdf": (pdf(zlib.compress(TEXT)).replace(b"stream\n", b"stream\r\n"), [AS_IT_IS, "zlib-6", AS_IT_IS]),
    "two.pdf": (pdf(zlib.compress(TEXT, 9), zlib.compress(TEXT[9:], 6)),
                [AS_IT_IS, "zlib-9", AS_IT_IS, "zlib-6", AS_IT_IS]),
    "6.docx": (package(6, TEXT), [AS_IT_IS, "zlib-6-raw", AS_IT_IS]),
    "9.docx": (package(9, TEXT, TEXT[9:]), [AS_IT_IS, "zlib-9-raw", AS_IT_IS, "zlib-9-raw", AS_IT_IS]),
    "another-writer.pdf": (pdf(zlib.compress(TEXT, 1)), [AS_IT_IS]),
    "cut.pdf": (pdf(zlib.compress(TEXT))[:-40], [AS_IT_IS]),
    "ends-in-stream.pdf": (b"stream\n" + zlib.compress(TEXT)[:-1], [AS_IT_IS]),
    "no-stream.pdf": (pdf(b"\x78\x9cno stream at all"), [AS_IT_IS]),
    "header-only.docx": (b"PK\x03\x04" + b"\0" * 4 + b"\x08\0" + b"\0" * 16 + b"\xff\xff\xff\xff", [AS_IT_IS]),
    "within.pdf": (pdf(zlib.compress(pdf(zlib.compress(TEXT)))), [AS_IT_IS, "zlib-6", AS_IT_IS]),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_is_taken_apart_where_it_deflates_back_and_comes_out_as_it_was(name: str) -> None:
    data, writers = SAMPLES[name]
    pieces = [*DeflateStreams().pieces(data)]
    assert [writer for writer, _ in pieces] == writers
    assert DeflateStreams().joined(pieces) == data


def test_a_pack_holds_all_of_them_and_others_can_read_it() -> None:
    files = {name: data for name, (data, _) in SAMPLES.items()}
    pack = packed(listed(files), STATION)
    assert contents(unpacked(pack, STATION)) == files
    plain = zstd.decompress(pack)
    head, _, body = plain.partition(b"\n")
    Draft202012Validator(HEAD).validate(json.loads(head))
    assert body.count(TEXT[9:]) == 9
    assert packed(listed(files), STATION) == pack
    assert len(pack) < sum(map(len, files.values())) / 3


def test_a_pack_is_set_on_another_and_opens_on_that_one_only() -> None:
    shared = random.Random(1).randbytes(50_000)
    base = unpacked(packed(listed({"a.pdf": shared}), STATION), STATION).plain
    pack = packed(listed({"b.pdf": shared + b"b"}), STATION, base)
    assert len(pack) < 1000
    assert contents(unpacked(pack, STATION, base)) == {"b.pdf": shared + b"b"}
    for other in (b"", base[::-1]):
        assert stopped_by(lambda on=other: contents(unpacked(pack, STATION, on))).code == NOT_UNDERSTOOD.code


@given(some.lists(some.one_of(
    some.binary(max_size=40), some.sampled_from([b"stream\n", b"stream\r\n", b"PK\x03\x04", zlib.compress(b"a" * 50)]),
), max_size=8))  # fmt: skip
def test_whatever_a_file_is_it_comes_out_as_it_was(parts: list[bytes]) -> None:
    data = b"".join(parts)
    assert contents(unpacked(packed(listed({"a": data}), STATION), STATION)) == {"a": data}


@pytest.mark.parametrize(("more", "taken"), [(0, 3), (1, 1)])
def test_a_stream_too_large_to_hold_stays_as_it_is(monkeypatch: pytest.MonkeyPatch, more: int, taken: int) -> None:
    monkeypatch.setattr(deflate_streams, "_LARGEST", len(TEXT) - more)
    data = pdf(zlib.compress(TEXT))
    pieces = [*DeflateStreams().pieces(data)]
    assert len(pieces) == taken
    assert DeflateStreams().joined(pieces) == data


# what does not come out as it was


def test_a_pack_that_does_not_hold_what_was_put_in_is_not_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = StoreFolder(tmp_path / "store")
    delivered(tmp_path, PLACE, "liulin", {"signage": {"a.pdf": b"liulin"}})
    delivered(tmp_path, PLACE, "taoyuan", {"signage": {"a.pdf": b"spoilt"}})
    whole = DeflateStreams.pieces

    def wrong(self: DeflateStreams, data: bytes) -> Iterator[tuple[str, bytes]]:
        yield from ((writer, plain.replace(b"spoilt", b"other!")) for writer, plain in whole(self, data))

    monkeypatch.setattr(DeflateStreams, "pieces", wrong)
    done = send(tmp_path, Targets(store))
    assert [(problem.code, problem.location.file) for problem in done.problems] == [
        (NOT_RESTORED.code, f"{STATION}/signage/a.pdf")
    ]
    assert done.sent.packs == 1
    assert {name for name in listing(store) if name.startswith("stations/")} == {f"stations/{PLACE}/liulin.json"}


def test_a_machine_that_deflates_otherwise_writes_no_file_that_differs_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = StoreFolder(tmp_path / "store")
    sent_to(store, tmp_path, {"signage": {"a.pdf": pdf(zlib.compress(TEXT, 9)), "b.txt": b"b"}})
    monkeypatch.setattr(deflate_streams, "WRITERS", {**WRITERS, "zlib-9": lambda data: zlib.compress(data, 1)})
    monkeypatch.setattr(station_pack, "_libraries", lambda: "zlib-ng")
    done = fetched(store, tmp_path / "got")
    (problem,) = done.problems
    assert (problem.code, problem.location.file) == (NOT_RESTORED.code, f"{STATION}/signage/a.pdf")
    assert f"zlib {zlib.ZLIB_RUNTIME_VERSION}" in problem.message()
    assert "zlib-ng" in problem.message()
    assert not [*(tmp_path / "got").rglob("a.pdf")]


def forged(**otherwise: object) -> bytes:
    """A frame whose head says otherwise."""
    file = {"set": "signage", "file": "a", "sha256": sha256(b"abc").hexdigest(), "size": 3}
    head = {"files": [file], "pieces": [[[AS_IT_IS, 3]]], "packed_by": "x", "format": "mzdocs-pack/1", **otherwise}
    return zstd.compress(json.dumps(head).encode() + b"\nabc")


def test_a_head_as_it_should_be_opens() -> None:
    assert contents(unpacked(forged(), STATION)) == {"a": b"abc"}


NO_SIZE = zstd.compress(b"x", options={zstd.CompressionParameter.content_size_flag: 0})


@pytest.mark.parametrize("data", [
    b"", b"no frame", forged()[:-2], forged() + b"more", forged(format="mzdocs-pack/2"), forged(files=[]),
    forged(pieces=[[[AS_IT_IS, 2]]]), forged(pieces=[[[AS_IT_IS, 4], [AS_IT_IS, -1]]]), forged(pieces=[[["lzw", 3]]]),
    forged(pieces=[[[AS_IT_IS, 3]], []]), zstd.compress(b"no head\nabc"), zstd.compress(b"no line"),
    zstd.compress(b""), NO_SIZE, forged() + forged(),
])  # fmt: skip
def test_a_pack_that_is_none_of_ours_is_not_understood(data: bytes) -> None:
    assert stopped_by(lambda: unpacked(data, STATION)).code == NOT_UNDERSTOOD.code


# limits


@pytest.mark.parametrize(("window", "told"), [(27, None), (28, NOT_UNDERSTOOD.code)])
def test_a_frame_that_asks_for_more_memory_than_ours_do_is_not_opened(window: int, told: str | None) -> None:
    plain = unpacked(packed(listed({"a": b"a" * 100_000}), STATION), STATION).plain
    head = b"\x28\xb5\x2f\xfd\x80" + bytes([(window - 10) << 3]) + len(plain).to_bytes(4, "little")
    frame = head + (len(plain) << 3 | 1).to_bytes(3, "little") + plain  # one block, the last, as it is
    if told:
        assert stopped_by(lambda: unpacked(frame, STATION)).code == told
    else:
        assert contents(unpacked(frame, STATION)) == {"a": b"a" * 100_000}


def test_a_pack_that_opens_to_more_than_its_limit_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = zstd.compress(b"0" * (1 << 20))
    assert len(bomb) < 200
    store = StoreFolder(tmp_path / "store")
    sent_to(store, tmp_path)
    index = public_index(store)
    store.write(PackAddress.of(bomb).name, bomb)
    store.write(f"stations/{STATION}.json", index_bytes(replace(index, pack=PackAddress.of(bomb))))
    for limit, told in (((1 << 20) - 1, TOO_LARGE), (1 << 20, NOT_UNDERSTOOD)):
        monkeypatch.setattr(station_pack, "LARGEST", limit)
        assert [each.code for each in fetched(store, tmp_path / "got").problems] == [told.code]
    assert not (tmp_path / "got").exists()


def test_a_pack_that_says_it_is_larger_than_the_limit_is_not_even_read(tmp_path: Path) -> None:
    store = StoreFolder(tmp_path / "store")
    sent_to(store, tmp_path)
    index = public_index(store)
    store.remove([index.pack.name])
    store.write(
        f"stations/{STATION}.json",
        index_bytes(replace(index, pack=PackAddress(index.pack.sha256, station_pack.LARGEST + 1))),
    )
    assert [each.code for each in fetched(store, tmp_path / "got").problems] == [TOO_LARGE.code]


@pytest.mark.parametrize(("name", "part"), [("LARGEST", "whole"), ("LARGEST_HEAD", "head")])
def test_a_station_at_the_limit_is_packed_and_one_byte_above_it_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, part: str
) -> None:
    files = listed({"a.pdf": b"a" * 100})
    plain = unpacked(packed(files, STATION), STATION).plain
    size = len(plain) if part == "whole" else len(plain.partition(b"\n")[0]) + 1
    monkeypatch.setattr(station_pack, name, size)
    assert contents(unpacked(packed(files, STATION), STATION)) == {"a.pdf": b"a" * 100}
    monkeypatch.setattr(station_pack, name, size - 1)
    assert stopped_by(lambda: packed(files, STATION)).code == TOO_LARGE.code


def test_a_station_that_is_too_large_keeps_no_other_from_being_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = StoreFolder(tmp_path / "store")
    delivered(tmp_path, PLACE, "liulin", {"signage": {"a.pdf": b"a" * 9000}})
    delivered(tmp_path, PLACE, "taoyuan", PUBLIC)
    monkeypatch.setattr(station_pack, "LARGEST", 9000)
    done = send(tmp_path, Targets(store))
    assert [(problem.code, problem.location.file) for problem in done.problems] == [(TOO_LARGE.code, f"{PLACE}/liulin")]
    assert public_index(store).base is None
