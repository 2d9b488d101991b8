"""A number that is known is found wherever a file can hide it: a table of places, in every format that is delivered."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import quopri
import sqlite3
import struct
import tarfile
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
import pytest
import segno
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

from mzdocs.leaks import leaks

NUMBER = "990103197406010846"
HALVES = NUMBER[:9], NUMBER[9:]
Hide = Callable[[], bytes]


def each(form: str, between: str = "") -> str:
    """Every figure in a form of its own."""
    return between.join(form.format(figure, code=ord(figure)) for figure in NUMBER)


# Text.

TEXTS: Mapping[str, str] = {
    "plain": NUMBER,
    "dots": each("{0}", "."),
    "slashes": f"{NUMBER[:6]}/{NUMBER[6:14]}/{NUMBER[14:]}",
    "stars": f"{NUMBER[:6]}*{NUMBER[6:14]}*{NUMBER[14:]}",
    "words between": each("{0}", "，然后是"),
    "combining marks": each("{0}\u0301"),
    "variation selectors": each("{0}\ufe0e"),
    "keycaps": each("{0}\u20e3"),
    "joiners": each("{0}\u200d"),
    "wide": "".join(chr(0xFEE0 + ord(figure)) for figure in NUMBER),
    "Arabic-Indic": "".join(chr(0x0660 + int(figure)) for figure in NUMBER),
    "Devanagari": "".join(chr(0x0966 + int(figure)) for figure in NUMBER),
    "mathematical": "".join(chr(0x1D7CE + int(figure)) for figure in NUMBER),
    "raised": "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(figure)] for figure in NUMBER),
    "circled": "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(figure)] for figure in NUMBER),
    "Chinese": "".join("〇一二三四五六七八九"[int(figure)] for figure in NUMBER),
    "of accounts": "".join("零壹贰叁肆伍陆柒捌玖"[int(figure)] for figure in NUMBER),
    "backwards": NUMBER[::-1],
    "backwards by a mark": "\u202e" + NUMBER[::-1],
    "a line a figure": each("{0}", "\n"),
    "percent-encoded": each("%{code:x}"),
    "percent-encoded wide": urllib.parse.quote("".join(chr(0xFEE0 + ord(figure)) for figure in NUMBER)),
    "quoted-printable": each("={code:X}"),
    "quoted-printable, soft breaks": quopri.encodestring((NUMBER[:9] + "=\n" + NUMBER[9:]).encode()).decode(),
    "C escapes": each("\\x{code:x}"),
    "octal escapes": each("\\{code:o}"),
    "octal escapes with a nought": each("\\0{code:o}"),
    "CSS escapes": each("\\{code:x} "),
    "JSON escapes": each("\\u00{code:x}"),
    "references": each("&#{code};"),
    "hexadecimal references": each("&#x{code:x};"),
    "hexadecimal, parted": each("{code:x}", " "),
    "hexadecimal dump": "00000000: " + NUMBER.encode().hex(" ", 2),
    "codes in a list": each("{code}", ", "),
    "exponent": "9.90103197406010846E+17",
    "rounded by a spreadsheet": "9.90103197406011E+17",
    "rounded by a float": repr(float(NUMBER)),
    "base64": base64.b64encode(NUMBER.encode()).decode(),
    "base64, moved by one": base64.b64encode(b"x" + NUMBER.encode()).decode(),
    "base64, moved by two": base64.b64encode(b"xx" + NUMBER.encode()).decode(),
    "base64 for addresses": base64.urlsafe_b64encode(b"\xff\xfe" + NUMBER.encode()).decode(),
    "base64 in short lines": "\n".join(
        base64.b64encode(NUMBER.encode())[at : at + 5].decode() for at in range(0, 24, 5)
    ),
    "base64 of a gzip": base64.b64encode(gzip.compress(NUMBER.encode())).decode(),
    "base64 of zlib": base64.b64encode(zlib.compress(NUMBER.encode())).decode(),
    "a comment in markup": f"<a><!-- {NUMBER} --></a>",
    "parted by tags": "<a>" + each("<b n='7'>{0}</b>") + "</a>",
    "an address in markup": f"<a href='data:;base64,{base64.b64encode(NUMBER.encode()).decode()}'/>",
    "keys of JSON": json.dumps({NUMBER: 1}),
    "JSON in JSON": json.dumps(json.dumps({"n": each("\\u00{code:x}")})),
    "a list of JSON": json.dumps([int(figure) for figure in NUMBER]),
    "a column of a table": "序,码,页\n" + "".join(f"{n},{figure},{n * 3}\n" for n, figure in enumerate(NUMBER)),
    "a formula": f'="{HALVES[0]}"&"{HALVES[1]}"',
    "labels of a plotter": "IN;SP1;" + "".join(f"PU{9 * n},7;LB{figure}\x03;" for n, figure in enumerate(NUMBER)),
    "texts of a drawing": "0\nSECTION\n2\nENTITIES\n" + "".join(
        f"0\nTEXT\n8\nA\n10\na\n1\n{figure}\n" for figure in NUMBER
    ) + "0\nENDSEC\n0\nEOF\n",
    "codes of a drawing": "0\nSECTION\n2\nENTITIES\n0\nTEXT\n1\n" + each("%%0{code}") + "\n0\nENDSEC\n0\nEOF\n",
    "a comment of a drawing": f"999\n{NUMBER}\n0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n",
}  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "gb18030", "utf-7")


# Archives and pictures.


def zipped(*entries: tuple[str, bytes], **how: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **how) as made:
        for name, data in entries:
            made.writestr(name, data)
    return out.getvalue()


def entry_without_a_place() -> bytes:
    """An entry that stands before the archive whose directory knows nothing of it."""
    lone = zipped(("a", NUMBER.encode()))
    return lone[: lone.index(b"PK\x01\x02")] + zipped(("b", b"clean"))


def picture(**saving: Any) -> bytes:
    out = io.BytesIO()
    Image.new("L", (4, 4)).save(out, "PNG", **saving)
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    """A picture with one chunk more, behind its head."""
    whole = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    made = picture()
    return made[:33] + whole + made[33:]


def pixels() -> bytes:
    out = io.BytesIO()
    Image.frombytes("L", (18, 1), NUMBER.encode()).save(out, "PNG")
    return out.getvalue()


def code_picture() -> bytes:
    out = io.BytesIO()
    segno.make(NUMBER).save(out, kind="png", scale=4)
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as made:
        made.addfile(tarfile.TarInfo(NUMBER))
    return out.getvalue()


def freed_row() -> bytes:
    with sqlite3.connect(":memory:") as base:
        base.execute("PRAGMA secure_delete = OFF")
        base.execute("CREATE TABLE t (a, n, b)")
        base.executemany("INSERT INTO t VALUES (?, ?, ?)", [(1860, NUMBER, 3), (1, "clean", 2)])
        base.execute("DELETE FROM t WHERE a = 1860")
        base.commit()
        return base.serialize()


def rows(*values: tuple[object, ...]) -> bytes:
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE TABLE t (a, b)")
        base.executemany("INSERT INTO t VALUES (?, ?)", values)
        base.commit()
        return base.serialize()


FILES: Mapping[str, Hide] = {
    "gzip": lambda: gzip.compress(NUMBER.encode()),
    "bzip2": lambda: bz2.compress(NUMBER.encode()),
    "xz": lambda: lzma.compress(NUMBER.encode()),
    "zlib": lambda: zlib.compress(NUMBER.encode()),
    "a tape": tarred,
    "gzip behind a text": lambda: b"clean\n" + gzip.compress(NUMBER.encode()),
    "zip in a zip": lambda: zipped(("a.zip", zipped(("b", NUMBER.encode())))),
    "gzip in a zip": lambda: zipped(("a", gzip.compress(NUMBER.encode()))),
    "zip with a name": lambda: zipped((f"{NUMBER}.txt", b"")),
    "zip behind a text": lambda: b"#!/bin/sh\n" + zipped(("a", NUMBER.encode())),
    "zip behind a picture": lambda: picture() + zipped(("a", NUMBER.encode())),
    "entry without a place": entry_without_a_place,
    "an archive nothing opens": lambda: b"7z\xbc\xaf\x27\x1c" + bytes(40),
    "a part of a document": lambda: zipped(("docProps/custom.xml", f"<a v='{NUMBER}'/>".encode())),
    "a field of a document": lambda: zipped(("word/document.xml", ("<w:t>" + each("<w:r7>{0}</w:r7>")).encode())),
    "a binary part": lambda: zipped(("word/embeddings/a.bin", b"\xd0\xcf" + NUMBER.encode("utf-16-le"))),
    "a picture in a document": lambda: zipped(("word/media/a.png", code_picture())),
    "shared strings": lambda: zipped(("xl/sharedStrings.xml", each("<si><t>{0}</t></si>").encode())),
    "a rounded cell": lambda: zipped(("xl/worksheets/sheet1.xml", b"<v>9.90103197406011E+17</v>")),
    "a word of a page": lambda: zipped(("Doc_0/Page.xml", each("<ofd:TextCode X='3'>{0}</ofd:TextCode>").encode())),
    "zTXt": lambda: chunk(b"zTXt", b"Comment\0\0" + zlib.compress(NUMBER.encode())),
    "iTXt": lambda: chunk(b"iTXt", b"Comment\0\1\0zh\0x\0" + zlib.compress(NUMBER.encode())),
    "tEXt": lambda: chunk(b"tEXt", b"Comment\0" + NUMBER.encode()),
    "iCCP": lambda: chunk(b"iCCP", b"profile\0\0" + zlib.compress(NUMBER.encode())),
    "a chunk of one's own": lambda: chunk(b"mzDa", gzip.compress(NUMBER.encode())),
    "behind the end of a picture": lambda: picture() + NUMBER.encode(),
    "pixels": pixels,
    "a QR code": code_picture,
    "a freed row": freed_row,
    "a number in a row": lambda: rows((int(NUMBER), 1)),
    "parted in a row": lambda: rows(HALVES),
    "parted over rows": lambda: rows(*((figure, f"第{n}") for n, figure in enumerate(NUMBER))),
    "bytes in a row": lambda: rows((zlib.compress(NUMBER.encode()), 1)),
}


# PDF.


def pdf(plant: Callable[[pikepdf.Pdf, pikepdf.Page], object], **saving: Any) -> bytes:
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(300, 100))
        font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        page.obj.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary())
        plant(made, page)
        out = io.BytesIO()
        made.save(out, **saving)
    return out.getvalue()


SHOWN = "".join(f"({figure}) Tj 12 0 Td " for figure in NUMBER)


def content(text: str, also: str = "") -> Hide:
    return lambda: pdf(lambda _, page: page.contents_add(f"BT /F 8 Tf 9 9 Td {text} ET {also}".encode()))


def form(text: str, **entries: Any) -> Hide:
    """A form without fonts of its own, drawn or not."""

    def plant(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.XObject.X = made.make_stream(
            text.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], **entries
        )

    return lambda: pdf(plant)


def unused_font() -> bytes:
    def plant(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
        said = "".join(f"<{n:02x}> <{ord(figure):04x}>\n" for n, figure in enumerate(NUMBER))
        cmap = Stream(made, f"18 beginbfchar\n{said}endbfchar".encode())
        page.obj.Resources.Font.U = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.U, ToUnicode=cmap)

    return pdf(plant)


def named_glyphs() -> bytes:
    """Codes that only names of glyphs make figures, in a form that no page draws."""
    names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

    def plant(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
        encoding = Dictionary(Type=Name.Encoding, Differences=Array([65, *(Name(f"/{name}") for name in names)]))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=encoding)
        letters = "".join(chr(65 + int(figure)) for figure in NUMBER)
        page.obj.Resources.XObject.X = made.make_stream(
            f"BT /G 8 Tf ({letters}) Tj ET".encode(),
            Subtype=Name.Form,
            BBox=[0, 0, 9, 9],
            Resources=Dictionary(Font=Dictionary(G=made.make_indirect(font))),
        )

    return pdf(plant)


def filtered(data: bytes, *filters: str) -> Hide:
    """A stream that is packed by one or more filters, as an attachment may be."""

    def plant(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
        stream = made.make_stream(b"")
        stream.write(data, filter=Array([Name(f"/{each}") for each in filters]))
        page.obj.X = stream

    return lambda: pdf(plant, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def value(of: Callable[[pikepdf.Pdf], Any], **saving: Any) -> Hide:
    return lambda: pdf(lambda made, page: page.obj.__setattr__("MZ", of(made)), **saving)


def attached(data: bytes) -> Hide:
    return lambda: pdf(lambda made, _: made.attachments.__setitem__("a", data))


def drawn_picture() -> bytes:
    def plant(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
        with Image.open(io.BytesIO(code_picture())) as code:
            grey = code.convert("L")
        page.obj.Resources.XObject.X = made.make_stream(
            grey.tobytes(), Subtype=Name.Image, Width=grey.width, Height=grey.height,
            BitsPerComponent=8, ColorSpace=Name.DeviceGray,
        )  # fmt: skip

    return pdf(plant)


def lost(body: str) -> Hide:
    """A packed stream that no object is made of."""
    packed = zlib.compress(body.encode())
    head = b"\n9 0 obj <</Length %d /Filter /FlateDecode>> stream\n" % len(packed)
    return lambda: pdf(lambda *_: None) + head + packed + b"\nendstream endobj\n"


def scattered(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Figures drawn in another order than they are read."""
    order = [(n * 7) % 18 for n in range(18)]
    page.contents_add("".join(f"BT /F 8 Tf {9 + 12 * n} 50 Td ({NUMBER[n]}) Tj ET " for n in order).encode())


def code_in_paths(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
    squares = [
        f"{3 * x} {90 - 3 * y} 3 3 re"
        for y, row in enumerate(segno.make_qr(NUMBER, error="l", boost_error=False).matrix)
        for x, dark in enumerate(row)
        if dark
    ]
    page.contents_add(f"q 1 0 0 1 20 0 cm {' '.join(squares)} f Q".encode())


OBJECTS = pikepdf.ObjectStreamMode.generate
PDFS: Mapping[str, Hide] = {
    "shown": content(f"({NUMBER}) Tj"),
    "shown unseen": content(f"3 Tr ({NUMBER}) Tj"),
    "shown figure by figure": content(SHOWN),
    "shown in hexadecimal": content(f"<{NUMBER.encode().hex()}> Tj"),
    "shown in octal": content(f"({each(chr(92) + '{code:o}')}) Tj"),
    "shown in a font that is not there": content(f"/Missing 9 Tf {SHOWN}"),
    "a comment": content("", f"% {NUMBER}\n"),
    "coordinates": content("", f"{each('{0}', ' ')} d0"),
    "marked": content(f"/Span <</ActualText ({NUMBER})>> BDC EMC"),
    "marked by halves": content(f"/S <</A ({HALVES[0]}) /B ({HALVES[1]})>> BDC EMC"),
    "a form without resources": form(f"BT /F 8 Tf {SHOWN} ET"),
    "a form with empty resources": form(f"BT /F 8 Tf {SHOWN} ET", Resources=Dictionary()),
    "an unused font": unused_font,
    "names of glyphs": named_glyphs,
    "strings of an array": value(lambda _: Array([String(figure) for figure in NUMBER])),
    "numbers of an array": value(lambda _: Array([int(figure) for figure in NUMBER])),
    "numbers of a packed array": value(
        lambda made: made.make_indirect(Array([int(figure) for figure in NUMBER])), object_stream_mode=OBJECTS
    ),
    "a name": value(lambda _: Name(f"/n{NUMBER}")),
    "a wide string": value(lambda _: String(f"号{NUMBER}")),
    "a script": value(lambda _: Dictionary(S=Name.JavaScript, JS=String(f"var a='{HALVES[0]}'+'{HALVES[1]}'"))),
    "an old revision": lambda: pdf(lambda made, _: made.docinfo.__setitem__("/Subject", NUMBER)) + pdf(lambda *_: None),
    "base64 behind the end": lambda: pdf(lambda *_: None) + base64.b64encode(NUMBER.encode()),
    "gzip behind the end": lambda: pdf(lambda *_: None) + gzip.compress(NUMBER.encode()),
    "zip before the beginning": lambda: zipped(("a", NUMBER.encode())) + pdf(lambda *_: None),
    "text before the beginning": lambda: b"clean\n" + content(f"3 Tr {SHOWN}")(),
    "an attachment": attached(NUMBER.encode("utf-16")),
    "an attached archive": attached(zipped(("a", NUMBER.encode()))),
    "an attached gzip": attached(gzip.compress(NUMBER.encode())),
    "an attached base64": attached(base64.encodebytes(b"x" * 70 + NUMBER.encode())),
    "hexadecimal filter": filtered(NUMBER.encode().hex().encode() + b">", "ASCIIHexDecode"),
    "packed twice": filtered(zlib.compress(zlib.compress(NUMBER.encode())), "FlateDecode", "FlateDecode"),
    "packed twice, told once": filtered(zlib.compress(zlib.compress(NUMBER.encode())), "FlateDecode"),
    "packed before a picture's filter": filtered(zlib.compress(NUMBER.encode()), "FlateDecode", "DCTDecode"),
    "a picture of a code": drawn_picture,
    "a code in paths": lambda: pdf(code_in_paths),
    "figures out of order": lambda: pdf(scattered),
    "a lost stream": lost(NUMBER),
    "lost content": lost(f"BT /F 8 Tf {SHOWN} ET"),
}


def _table(places: Mapping[str, Any]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("hidden", places.values(), ids=list(places))


@_table(TEXTS)
def test_in_text(hidden: str) -> None:
    assert leaks(hidden.encode(), [NUMBER])


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_in_an_encoding(encoding: str) -> None:
    assert leaks(f"号 {NUMBER[:6]}—{NUMBER[6:]}".encode(encoding), [NUMBER])


@_table(FILES | PDFS)
def test_in_a_file(hidden: Hide) -> None:
    assert leaks(hidden(), [NUMBER])
