"""Pages, fonts, pictures and bookmarks -> the package of an OFD-A: the same bytes for the same pages."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from importlib.metadata import version
from itertools import count
from typing import Self

import pikepdf

from mzdocs.ofd.pdf_bookmarks import PageBookmark
from mzdocs.ofd.written_numbers import written
from mzdocs.plan.document import Document

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<ofd:{0} xmlns:ofd="http://www.ofdspec.org/2016"'
PAGE_HEAD = _HEAD.format("Page") + ">"
_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_ROOT = "Doc_0"
_PROFILE = "srgb.icc"
METADATA = "ofd_metadata"
"""The field of a plan that holds what the file says of itself in the words of DA/T 46-2009, besides title and day."""


def tag(name: str, inner: str = "", **attributes: object) -> str:
    """An element of OFD; its attributes are escaped, what it holds is not."""
    said = f"{name}{_written_out(attributes)}"
    return f"<ofd:{said}>{inner}</ofd:{name}>" if inner else f"<ofd:{said}/>"


def _written_out(attributes: Mapping[str, object]) -> str:
    return "".join(f' {key}="{escape(str(value))}"' for key, value in attributes.items())


class OfdWriter:
    """A package that is written page by page: only numbers and names of pages are kept."""

    def __init__(self, pdf: pikepdf.Pdf, document: Document) -> None:
        self._pdf, self._document = pdf, document
        self._out = io.BytesIO()
        self._zip = zipfile.ZipFile(self._out, "w", zipfile.ZIP_DEFLATED)
        self._numbers = count(1)
        self._pages: list[int] = []
        self._first_size = ""
        self._space = self.number()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Of a page that was refused, what was written so far is dropped."""
        self._zip.close()

    def number(self) -> int:
        """A number no other object of the file has."""
        self._last = next(self._numbers)
        return self._last

    def begin_page(self, width: float, height: float) -> None:
        """Give the next page its number; sizes in millimetres."""
        self._pages.append(self.number())
        self._first_size = self._first_size or f"0 0 {written(width)} {written(height)}"

    def end_page(self, content: str) -> None:
        """Put the page that was begun into the package."""
        self._put(f"{_ROOT}/Pages/Page_{len(self._pages) - 1}/Content.xml", content.encode("utf-8"))

    def finished(
        self,
        fonts: Sequence[tuple[int, str, bytes]],
        pictures: Sequence[tuple[int, str, bytes]],
        bookmarks: Sequence[PageBookmark],
    ) -> bytes:
        """The whole file."""
        self._put_resources(fonts, pictures)
        attached = self._put_attachments()
        common = tag("MaxUnitID", str(self._last)) + tag("PageArea", tag("PhysicalBox", self._first_size))
        common += tag("PublicRes", "PublicRes.xml") + (tag("DocumentRes", "DocumentRes.xml") if pictures else "")
        pages = (
            tag("Page", ID=number, BaseLoc=f"Pages/Page_{at}/Content.xml") for at, number in enumerate(self._pages)
        )
        outlines = tag("Outlines", "".join(map(self._bookmark, bookmarks))) if bookmarks else ""
        self._put_xml(
            f"{_ROOT}/Document.xml",
            "Document",
            tag("CommonData", common + tag("DefaultCS", str(self._space)))
            + tag("Pages", "".join(pages))
            + outlines
            + (tag("Attachments", "Attachs/Attachments.xml") if attached else ""),
        )
        self._put_xml("OFD.xml", "OFD", tag("DocBody", self._information()), Version="1.0", DocType="OFD-A")
        self._zip.close()
        return self._out.getvalue()

    def _put_resources(
        self, fonts: Sequence[tuple[int, str, bytes]], pictures: Sequence[tuple[int, str, bytes]]
    ) -> None:
        """Fonts and colours for the whole document, pictures apart (GB/T 42133-2022, 6.2.6)."""
        intents = self._pdf.Root.get("/OutputIntents", pikepdf.Array())
        profiled = {"Profile": _PROFILE} if len(intents) else {}
        if profiled:
            self._put(f"{_ROOT}/Res/{_PROFILE}", intents[0].DestOutputProfile.read_bytes())
        space = tag("ColorSpace", ID=self._space, Type="RGB", BitsPerComponent=8, **profiled)
        said = ""
        for number, name, program in fonts:
            self._put(f"{_ROOT}/Res/font_{number}.ttf", program)
            file = tag("FontFile", f"font_{number}.ttf")
            said += tag("Font", file, ID=number, FontName=name, FamilyName=name)
        resources = tag("ColorSpaces", space) + (tag("Fonts", said) if said else "")
        self._put_xml(f"{_ROOT}/PublicRes.xml", "Res", resources, BaseLoc="Res")
        media = ""
        for number, name, data in pictures:
            self._put(f"{_ROOT}/Res/{name}", data)
            file, format = tag("MediaFile", name), "JPEG" if name.endswith("jpg") else "PNG"
            media += tag("MultiMedia", file, ID=number, Type="Image", Format=format)
        if media:
            self._put_xml(f"{_ROOT}/DocumentRes.xml", "Res", tag("MultiMedias", media), BaseLoc="Res")

    def _put_attachments(self) -> bool:
        """The files the PDF carries; CSV and JSON are plain text, the one kind an archive keeps (6.15)."""
        said = ""
        day = f"{self._document.issued}T00:00:00"
        for at, (name, spec) in enumerate(sorted(self._pdf.attachments.items())):
            data = spec.get_file().read_bytes()
            self._put(f"{_ROOT}/Attachs/{name}", data)
            size = f"{len(data) / 1024:.3f}"
            said += tag(
                "Attachment", tag("FileLoc", escape(name)),
                ID=f"attachment_{at}", Name=name, Format="TXT", Size=size, CreationDate=day,
            )  # fmt: skip
        if said:
            self._put_xml(f"{_ROOT}/Attachs/Attachments.xml", "Attachments", said)
        return bool(said)

    def _bookmark(self, each: PageBookmark) -> str:
        inner = "".join(map(self._bookmark, each.below))
        if each.page is not None:
            target = tag("Dest", Type="Fit", PageID=self._pages[each.page])
            inner = tag("Actions", tag("Action", tag("Goto", target), Event="CLICK")) + inner
        return tag("OutlineElem", inner, Title=each.title)

    def _information(self) -> str:
        document, maker = self._document, version("mzdocs")
        named: Mapping[str, str] = {
            "聚合层次": "文件",
            "题名": document.title,
            "日期": document.issued,
            **_metadata(document),
            "页数": str(len(self._pages)),
            "格式信息": "OFD-A",
            "计算机文件名": document.file,
            "文档创建程序": f"mzdocs {maker}",
        }
        custom = "".join(tag("CustomData", escape(value), Name=name) for name, value in named.items())
        said = (
            ("DocID", self._identity()), ("Title", document.title), ("CreationDate", document.issued),
            ("Creator", "mzdocs"), ("CreatorVersion", maker),
        )  # fmt: skip
        information = "".join(tag(name, escape(value, quote=False)) for name, value in said)
        return tag("DocInfo", information + tag("CustomDatas", custom)) + tag("DocRoot", f"{_ROOT}/Document.xml")

    def _identity(self) -> str:
        """32 digits, the same for the same pages under the same title."""
        summed = hashlib.sha256(f"{self._document.file} {self._document.title} {self._document.issued}".encode())
        for name in self._zip.namelist():
            summed.update(name.encode() + self._zip.getinfo(name).CRC.to_bytes(4))
        return summed.hexdigest()[:32]

    def _put_xml(self, part: str, name: str, inner: str, **attributes: object) -> None:
        self._put(part, f"{_HEAD.format(name)}{_written_out(attributes)}>{inner}</ofd:{name}>".encode())

    def _put(self, part: str, data: bytes) -> None:
        entry = zipfile.ZipInfo(part, _DAY_OF_ZIP)
        entry.compress_type = zipfile.ZIP_DEFLATED
        self._zip.writestr(entry, data)


def _metadata(document: Document) -> Mapping[str, str]:
    said: Mapping[str, str] = document.fields.get(METADATA, {})  # type: ignore[assignment]
    return said
