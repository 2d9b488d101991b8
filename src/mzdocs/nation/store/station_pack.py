"""The files of a station's sets <-> one pack: their streams inflated, all of it compressed as one (docs/store.md)."""

from __future__ import annotations

import os
import zlib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate, pairwise
from threading import BoundedSemaphore
from types import ModuleType
from typing import Literal, TypeAlias

from mzdocs.core.libraries import version
from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.core.typed_json import restored, stored
from mzdocs.nation.store.deflate_streams import AS_IT_IS, WRITERS, DeflateStreams
from mzdocs.nation.store.station_index import NOT_UNDERSTOOD, IndexedFile
from mzdocs.nation.store.store_address import LIBRARY_MISSING

NOT_RESTORED = problem_type(
    "MZN40",
    "这一包里的这个文件在这台机器上恢复不出原来的字节（打包用的是 {packed_by}，这里是 {here}）",
    "This file of a pack does not come out as the bytes it was here (packed by {packed_by}; here is {here})",
    "取回时：换一台 zlib、deflate 和打包时一样的机器。送的时候：请告诉我们，这个站没有送。",
    "Fetching: use a machine whose zlib and deflate are those it was packed by. Sending: tell us; nothing was sent.",
    Exit.VERIFY,
)
TOO_LARGE = problem_type(
    "MZN41",
    "这一包解开以后，或者它的文件表，超过 {most} MB：不送，也不取",
    "This pack, opened, or its list of files is larger than {most} MB; it is neither sent nor fetched",
    "送的时候：把最大的几个文件另外存放。取回时：这一包不像是 mzdocs 写的，查一查谁动过存放处。",
    "Sending: keep its largest files elsewhere. Fetching: mzdocs writes no such pack; find out who touched the store.",
    Exit.LIMIT,
)
LARGEST, LARGEST_HEAD = 1 << 30, 1 << 24
_Sizes: TypeAlias = tuple[tuple[str, int], ...]
_LEVEL, _WINDOW = 9, 27
_AT_WORK = BoundedSemaphore(os.cpu_count() or 1)
"""Some hundred megabytes each, while many more wait for the network."""


@dataclass(frozen=True)
class PackHead:
    """The first line of a pack: its files, what each is made of, in bytes of what follows, and by which libraries."""

    files: tuple[IndexedFile, ...]
    pieces: tuple[_Sizes, ...]
    packed_by: str
    format: Literal["mzdocs-pack/1"] = "mzdocs-pack/1"

    def __post_init__(self) -> None:
        said = [each for pieces in self.pieces for each in pieces]
        known = all((writer in WRITERS or writer == AS_IT_IS) and size >= 0 for writer, size in said)
        if not known or len(self.files) != len(self.pieces):
            raise ValueError(self)


class StationPack:
    """A pack that is open; `where` is what messages call the station."""

    def __init__(self, plain: bytes, where: str, streams: DeflateStreams | None = None) -> None:
        self.plain, self._where, self._streams = plain, where, streams or DeflateStreams()
        self._start = plain.find(b"\n", 0, LARGEST_HEAD) + 1
        head = restored(PackHead, plain[: self._start])
        sizes = sum(size for pieces in head.pieces for _, size in pieces) if head else 0
        if head is None or self._start + sizes != len(plain):
            raise Stopped([NOT_UNDERSTOOD.at(Location(where))])
        self.head, self.files = head, head.files

    def contents(self, wanted: Container[IndexedFile]) -> Iterator[tuple[IndexedFile, bytes]]:
        """These files, as they were delivered.

        Raises:
            Stopped: one is another than it was.
        """
        at = self._start
        for file, pieces in zip(self.head.files, self.head.pieces, strict=True):
            ends = [*accumulate((size for _, size in pieces), initial=at)]
            at = ends[-1]
            if file in wanted:
                spans = zip(pieces, pairwise(ends), strict=True)
                yield file, self._whole(file, [(writer, self.plain[a:b]) for (writer, _), (a, b) in spans])

    def _whole(self, file: IndexedFile, pieces: Iterable[tuple[str, bytes]]) -> bytes:
        data = self._streams.joined(pieces)
        if sha256(data).hexdigest() != file.sha256:
            where = Location(f"{self._where}/{file.set}/{file.file}")
            raise Stopped([NOT_RESTORED.at(where, packed_by=self.head.packed_by, here=_libraries())])
        return data


def packed(files: Iterable[tuple[IndexedFile, bytes]], where: str, base: bytes = b"") -> bytes:
    """The pack of these files, on another one that is open. It has been opened again, and every file was in it.

    Raises:
        Stopped: it would be too large, or a file is not in it as it is.
    """
    with _AT_WORK:
        streams, listed, made, body, size = DeflateStreams(), list[IndexedFile](), list[_Sizes](), list[bytes](), 0
        for file, data in files:
            pieces = [*streams.pieces(data)]
            listed.append(file)
            made.append(tuple((writer, len(plain)) for writer, plain in pieces))
            body += [plain for _, plain in pieces]
            size += sum(len(plain) for _, plain in pieces)
            check_size(size, where)
        head = stored(PackHead(tuple(listed), tuple(made), _libraries())) + b"\n"
        check_size(len(head), where, LARGEST_HEAD)
        pack = _compressed(b"".join([head, *body]), base)
        for _ in unpacked(pack, where, base, streams).contents({*listed}):
            pass
    return pack


def unpacked(data: bytes, where: str, base: bytes = b"", streams: DeflateStreams | None = None) -> StationPack:
    """A pack, opened, on the one it was set on.

    Raises:
        Stopped: it is none of ours, or too large.
    """
    zstd = zstandard()
    try:
        size = zstd.get_frame_info(data).decompressed_size
        check_size(size or 0, where)
        options = {zstd.DecompressionParameter.window_log_max: _WINDOW}
        reader = zstd.ZstdDecompressor(zstd_dict=_prefix(zstd, base), options=options)
        plain = reader.decompress(data, max_length=(size or 0) + 1)
    except zstd.ZstdError:
        raise Stopped([NOT_UNDERSTOOD.at(Location(where))]) from None
    if not reader.eof or reader.unused_data or len(plain) != size:
        raise Stopped([NOT_UNDERSTOOD.at(Location(where))])
    return StationPack(plain, where, streams)


def check_size(size: int, where: str, most: int = 0) -> None:
    """See that a pack stays within bounds.

    Raises:
        Stopped: it does not.
    """
    most = most or LARGEST
    if size > most:
        raise Stopped([TOO_LARGE.at(Location(where), most=most >> 20)])


def zstandard() -> ModuleType:
    """The library.

    Raises:
        Stopped: it is not there.
    """
    try:
        from backports import zstd
    except ImportError:
        raise Stopped([LIBRARY_MISSING.at(name="backports.zstd")]) from None
    return zstd


def _compressed(plain: bytes, base: bytes) -> bytes:
    zstd = zstandard()
    told = zstd.CompressionParameter
    options = {told.compression_level: _LEVEL, told.window_log: _WINDOW, told.enable_long_distance_matching: 1}
    return bytes(zstd.compress(plain, options=options, zstd_dict=_prefix(zstd, base)))


def _prefix(zstd: ModuleType, base: bytes) -> object:
    return zstd.ZstdDict(base, is_raw=True).as_prefix if base else None


def _libraries() -> str:
    return f"zlib {zlib.ZLIB_RUNTIME_VERSION}, deflate {version('deflate')}"
