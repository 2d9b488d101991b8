"""Bytes -> the parts of an OFD, guarded: any file may come, and none may do harm."""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

from lxml import etree

from mzdocs.core.problems import Sentence

OFD = "http://www.ofdspec.org/2016"
MOST_BYTES, MOST_PARTS, MOST_XML = 400_000_000, 20_000, 60_000_000
"""Bytes unpacked and parts in all, and bytes of one part that is parsed."""
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, NotImplementedError, ValueError,
)  # fmt: skip
_ENCRYPTED, _LINK = 0x1, 0o12
_LAST, _LAST_LENGTH = b"PK\x05\x06", 22
"""How the record at the end of a zip begins, and its bytes but for a comment."""
_DOCTYPE = b"<!DOCTYPE"


class NoPackage(Exception):
    """The bytes are no zip, or one that cannot be unpacked; why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = Sentence(zh, en)


class UnreadPart(Exception):
    """A part is not there, damaged, or no XML; `damaged` of one that is there."""

    def __init__(self, part: str, zh: str, en: str, damaged: bool) -> None:
        super().__init__(en)
        self.part, self.reason, self.damaged = part, Sentence(zh, en), damaged


class OfdPackage:
    """The parts by name; each is unpacked when somebody asks for it, and not kept.

    Raises:
        NoPackage: there is no directory of parts, or a part is encrypted.
    """

    def __init__(self, data: bytes) -> None:
        self.size = len(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED:
            raise NoPackage("不是 zip 包", "it is no zip") from None
        self.entries = self._zip.infolist()
        self._behind = len(data) > data.rfind(_LAST) + _LAST_LENGTH + len(self._zip.comment)
        if any(entry.flag_bits & _ENCRYPTED for entry in self.entries):
            raise NoPackage("zip 加了密码", "the zip is locked by a password")
        self.names = frozenset(entry.filename for entry in self.entries if not entry.is_dir())

    def too_large(self) -> Iterator[Sentence]:
        """Why it must not be unpacked: it would fill the memory."""
        if len(self.entries) > MOST_PARTS:
            yield Sentence(f"有 {len(self.entries)} 个部件", f"it has {len(self.entries)} parts")
        if sum(entry.file_size for entry in self.entries) > MOST_BYTES:
            yield Sentence("解开后超过 400 MB", "it unpacks to more than 400 MB")
        if sum(entry.compress_size for entry in self.entries) > self.size:
            yield Sentence("几个部件共用同一段数据", "parts share the same bytes")

    def bytes_beside(self) -> Iterator[Sentence]:
        """What stands before the first part or behind the last: another program takes the file for something else."""
        if min((entry.header_offset for entry in self.entries), default=0):
            yield Sentence("压缩包前面另有内容", "there is something before the package")
        if self._behind:
            yield Sentence("压缩包后面另有内容", "there is something behind the package")

    def unsafe_names(self) -> Iterator[tuple[str, Sentence]]:
        """Parts that unpacking would put elsewhere, or over one another, and why."""
        for entry in self.entries:
            if why := _unsafe(entry):
                yield entry.filename, why
        alike = Counter(entry.filename.casefold() for entry in self.entries)
        yield from (
            (name, Sentence("名称重复（不分大小写）", "another has its name, but for case"))
            for name, count in alike.items()
            if count > 1
        )

    def read(self, part: str) -> bytes:
        """The bytes of a part.

        Raises:
            UnreadPart: it is not there, or cannot be unpacked.
        """
        if part not in self.names:
            raise UnreadPart(part, "包里没有", "it is not in the package", damaged=False)
        try:
            return self._zip.read(part)
        except _DAMAGED:
            raise UnreadPart(part, "解不开", "it cannot be unpacked", damaged=True) from None

    def xml(self, part: str) -> Any:
        """The root element of a part; no entity is opened.

        Raises:
            UnreadPart: it is not there, or no XML that may be read.
        """
        data = self.read(part)
        if len(data) > MOST_XML:
            raise UnreadPart(part, "超过 60 MB", "it is larger than 60 MB", damaged=True)
        if _DOCTYPE in data.upper():
            raise UnreadPart(part, "带有 DTD 或实体", "it has a DTD or entities", damaged=True)
        try:
            return etree.fromstring(data, _parser())
        except (etree.XMLSyntaxError, ValueError):
            raise UnreadPart(part, "XML 有错", "its XML is broken", damaged=True) from None

    def damaged_parts(self) -> Iterator[UnreadPart]:
        """Every part that cannot be unpacked whole."""
        for name in sorted(self.names):
            try:
                self.read(name)
            except UnreadPart as unread:
                yield unread

    @cached_property
    def folded(self) -> dict[str, str]:
        """Names of parts by themselves in small letters."""
        return {name.casefold(): name for name in self.names}


def _unsafe(entry: zipfile.ZipInfo) -> Sentence | None:
    name = entry.orig_filename
    if entry.external_attr >> 28 == _LINK:
        return Sentence("是符号链接", "it is a link")
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        return Sentence("路径指向包外", "its path leads out of the package")
    if not name or not name.isprintable():
        return Sentence("名称里有不可见字符", "its name has characters that are not seen")
    return None


def _parser() -> Any:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )


def located(part: str, said: str) -> str | None:
    """The name of the part that is meant by a location written in another one; nothing of what is not in a package."""
    said = said.strip()
    if not said or "://" in said or "\\" in said:
        return None
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), said))
    return None if said.count("..") > part.count("/") + said.count("/") else path.lstrip("/")


def named(element: Any) -> str:
    """The name of an element without its namespace; "" of what is none."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4_096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def below(element: Any, *names: str) -> Iterator[Any]:
    """The children of these names, in their order; all where none is named."""
    return (each for each in element if isinstance(each.tag, str) and (not names or named(each) in names))


def inner(element: Any, name: str) -> Any | None:
    """The first child of a name."""
    return next(below(element, name), None)


def said_in(element: Any, name: str) -> str:
    """The text of the first child of a name, "" where there is none."""
    child = inner(element, name) if element is not None else None
    return (child.text or "").strip() if child is not None else ""
