"""Bytes -> the parts of a DOCX, guarded: any file may come, and none may do harm."""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from mzdocs.core.problems import Exit, Location, ProblemType, Sentence, Stopped, problem_type
from mzdocs.core.reader_words import why_unread
from mzdocs.gbt9704.foreign_kinds import foreign_package, foreign_text


def _unreadable(code: str, zh: str, en: str, remedy_zh: str, remedy_en: str) -> ProblemType:
    return problem_type(code, zh, en, remedy_zh, remedy_en, Exit.PREFLIGHT)


NOT_DOCX = _unreadable(
    "MZF90",
    "不是 DOCX，或者已经损坏（{reason}）",
    "It is no DOCX, or a damaged one ({reason})",
    "用 WPS 或 Word 打开，另存为 .docx 再查。",
    "Open it in WPS or Word, save it as .docx, and check that.",
)
OLD_OR_LOCKED = _unreadable(
    "MZF91",
    "这是旧格式的 .doc、.wps，或者加了密码的文件，读不出内容",
    "It is an old .doc or .wps, or locked by a password",
    "取消密码，另存为 .docx 再查。",
    "Take the password off and save it as .docx.",
)
TOO_LARGE = problem_type(
    "MZF92",
    "展开后太大：{reason}",
    "It is too large when unpacked: {reason}",
    "减少或压缩图片后再查；来历不明的文件不要打开。",
    "Use fewer or smaller pictures; do not open a file of unknown origin.",
    Exit.LIMIT,
)
NO_PART = _unreadable(
    "MZF93",
    "缺少 {part}，不是完整的 DOCX",
    "{part} is missing: no whole DOCX",
    "重新导出或重新下载。",
    "Export or download it again.",
)
BAD_XML = _unreadable(
    "MZF94",
    "{part} 的 XML 读不出来（{reason}）",
    "The XML of {part} cannot be read ({reason})",
    "用 WPS 或 Word 打开并另存，再查。",
    "Open it in WPS or Word, save it, and check that.",
)

LOCKED = _unreadable(
    "MZF96",
    "文件加了密码，读不出内容",
    "It is locked by a password",
    "用 WPS 或 Word 打开，取消打开密码，保存后再查。",
    "Open it in WPS or Word, take the password off, save it, and check that.",
)

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLE = bytes.fromhex("D0CF11E0")
MOST_BYTES, MOST_PARTS = 200_000_000, 5_000
MOST_XML = 60_000_000
"""Bytes unpacked and parts in all, and bytes of one part that is parsed."""
SMALL_XML, DENSE_XML = 2_000_000, 150
"""Bytes that a part of marks may unpack to however it is packed, and times what it is packed to where it is larger."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, NotImplementedError, ValueError,
)  # fmt: skip
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
"""Word can save in the strict namespaces of ISO/IEC 29500: the same words under other names."""


@dataclass(frozen=True)
class DocxParts:
    """The parts by name, and where problems of them are reported."""

    archive: zipfile.ZipFile
    names: frozenset[str]
    location: Location
    main: str = "word/document.xml"

    def xml(self, name: str) -> Any:
        """A part's root, or None where there is no such part.

        Raises:
            Stopped: the part is damaged, too large, no XML, or declares entities.
        """
        return _parsed(self.part(name), name, self.location) if name in self.names else None

    def part(self, name: str) -> bytes:
        """A part's bytes: never more than the limit, whatever the directory says of the size.

        Raises:
            Stopped: the part is damaged or too large.
        """
        try:
            with self.archive.open(name) as part:
                data = part.read(MOST_XML + 1)
        except _DAMAGED as error:
            raise Stopped([NOT_DOCX.at(self.location, reason=why_unread(error))]) from None
        if len(data) > MOST_XML:
            raise Stopped([TOO_LARGE.at(self.location, reason=name)])
        return data

    def with_parts(self, parts: Mapping[str, bytes]) -> bytes:
        """The package with these parts in the place of its own or beside them, all else byte for byte.

        Raises:
            Stopped: a part is damaged or too large.
        """
        strict = _STRICT in self.part(self.main)
        written = {name: _in_strict_names(data) if strict else data for name, data in parts.items()}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for info in self.archive.infolist():
                new = written.pop(info.filename, b"")
                target.writestr(info, new or self.part(info.filename))
            for name, data in written.items():
                target.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def related(self, kind: str) -> Iterator[tuple[str, str]]:
        """The main part's relations of a kind: their ids, and the names of the parts."""
        yield from self._relations(self.main, kind)

    def _relations(self, part: str, kind: str) -> Iterator[tuple[str, str]]:
        folder, relations = posixpath.dirname(part), self.xml(relations_of(part))
        for relation in () if relations is None else relations:
            if str(relation.get("Type", "")).endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                target = posixpath.join("/", folder, str(relation.get("Target", "")))
                yield str(relation.get("Id")), posixpath.normpath(target).lstrip("/")

    def linked(self) -> Iterator[str]:
        """The kinds of the main part's relations, and of the settings', that lead out of the package."""
        for part in (self.main, *(name for _, name in self.related("settings"))):
            relations = self.xml(relations_of(part))
            for relation in () if relations is None else relations:
                if relation.get("TargetMode") == "External":
                    yield str(relation.get("Type", "")).rsplit("/", 1)[-1]

    def with_main(self) -> DocxParts:
        """The same, its main part where the package says: some programs name it otherwise."""
        return replace(self, main=next((name for _, name in self._relations("", "officeDocument")), self.main))

    def body(self) -> Any:
        """The root of the main part.

        Raises:
            Stopped: it is damaged, or no document.
        """
        root = self.xml(self.main)
        if root is None or root.tag != f"{W}document":
            raise Stopped([BAD_XML.at(self.location, part=self.main, reason=_NO_DOCUMENT)])
        return root

    def one(self, kind: str) -> Any:
        """The root of the one part so related, or None."""
        return next((self.xml(name) for _, name in self.related(kind)), None)


_NO_DOCUMENT = Sentence("不是文档正文", "it is no document")


def _in_strict_names(data: bytes) -> bytes:
    for strict, usual in _STRICT_NAMES:
        data = data.replace(usual, strict)
    return data


def relations_of(part: str) -> str:
    """The name of the part that holds a part's relations; that of the package itself for no name."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def opened(data: bytes, location: Location) -> DocxParts:
    """The package, its size asked before anything is unpacked.

    Raises:
        Stopped: no zip, another kind of file, an old or locked one, too large, or without a main part.
    """
    if data.startswith(OLE):
        raise Stopped([(LOCKED if _ENCRYPTED in data else OLD_OR_LOCKED).at(location)])
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        reason = foreign_text(data) or why_unread(error)
        raise Stopped([NOT_DOCX.at(location, reason=reason)]) from None
    _within_limits(archive, location)
    if len(set(archive.namelist())) < len(archive.namelist()):
        raise Stopped([NOT_DOCX.at(location, reason=_TWICE)])
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise Stopped([LOCKED.at(location)])
    if other := foreign_package(archive.namelist()):
        raise Stopped([NOT_DOCX.at(location, reason=other)])
    package = DocxParts(archive, frozenset(archive.namelist()), location).with_main()
    if package.main not in package.names:
        raise Stopped([NO_PART.at(location, part=package.main)])
    return package


_TWICE = Sentence("里面有两个部件同名", "two parts of it have one name")


def _within_limits(archive: zipfile.ZipFile, location: Location) -> None:
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or size > MOST_BYTES:
        reason = Sentence(f"{len(parts)} 个部分、{size // 1_000_000} MB", f"{len(parts)} parts, {size // 1_000_000} MB")
        raise Stopped([TOO_LARGE.at(location, reason=reason)])
    for part in parts:
        if part.filename.endswith(".xml") and part.file_size > max(SMALL_XML, DENSE_XML * part.compress_size):
            raise Stopped([TOO_LARGE.at(location, reason=part.filename)])


def _parsed(data: bytes, name: str, location: Location) -> Any:
    """No DTD, no entity, no network: a DOCX has none."""
    if _STRICT in data:
        for strict, usual in _STRICT_NAMES:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Stopped([BAD_XML.at(location, part=name, reason=why_unread(error))]) from None
    if root.getroottree().docinfo.doctype:
        raise Stopped([BAD_XML.at(location, part=name, reason="DTD")])
    return root


def value(element: Any, name: str = "val") -> str:
    """An attribute of the main namespace, or nothing."""
    return str(element.get(W + name, "")) if element is not None else ""


def set_relation_id(element: Any, key: str) -> None:
    """Let an element name a relation."""
    element.set(_R + "id", key)


def relation_id(element: Any) -> str:
    """The id of the relation an element names, or nothing."""
    return str(element.get(_R + "id", ""))
