"""A secret planted in one layer of a file is found there; a clean file has none."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable

import openpyxl
import pikepdf
import pytest
from docx import Document as Word
from pikepdf import Array, Dictionary, Name, Stream, String

from mzdocs.leaks import identity_numbers, leaks
from mzdocs.leaks.codes import FontMeanings, shown
from mzdocs.leaks.finder import Finder, Layer

SECRET = "990103197406010846"
OTHERS = [f"99010319740602{n:04}" for n in range(500)]
Plant = Callable[[pikepdf.Pdf, pikepdf.Page], None]


def pdf(plant: Plant | None = None, **saving: object) -> bytes:
    """One page that shows a masked number, and what is planted."""
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(200, 100))
        page.obj.Resources = Dictionary(Font=Dictionary(F=_helvetica(made)))
        page.contents_add(b"BT /F 10 Tf 10 50 Td (990103********0846) Tj ET")
        if plant:
            plant(made, page)
        out = io.BytesIO()
        made.save(out, **saving)
    return out.getvalue()


def _helvetica(made: pikepdf.Pdf) -> pikepdf.Object:
    return made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))


def _coded(made: pikepdf.Pdf, meanings: str) -> pikepdf.Object:
    """A font of two-byte codes whose meaning only ToUnicode tells."""
    cmap = f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{meanings}".encode()
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name.X,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
    )  # fmt: skip
    return made.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name.X,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([made.make_indirect(inner)]),
            ToUnicode=Stream(made, cmap),
        )
    )


def split_text(made, page):
    page.contents_add(b"BT /F 10 Tf 10 30 Td [(9901) -300 (0319) 20 (7406) -900 (010846)] TJ ET")


def coded_text(made, page):
    page.Resources.Font.G = _coded(made, "1 beginbfrange <0100> <0109> <0030> endbfrange")
    page.contents_add(b"BT /G 8 Tf 3 Tr 900 900 Td <%s> Tj ET" % "".join(f"010{d}" for d in SECRET).encode())


def coded_form(made, page):
    form = made.make_stream(b"BT /F 8 Tf [(990103) 9 (197406) 9 (010846)] TJ ET", Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = page.obj.Resources
    page.Resources.XObject = Dictionary(Hidden=form)


def meaning_of_a_code(made, page):
    page.Resources.Font.G = _coded(made, f"1 beginbfchar <0001> <{SECRET.encode('utf-16-be').hex()}> endbfchar")


def bookmark(made, page):
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"户主 {SECRET}", 0))


def info(made, page):
    made.docinfo["/Subject"] = SECRET


def xmp(made, page):
    with made.open_metadata() as metadata:
        metadata["dc:description"] = f"<{SECRET}>"


def alternate_text(made, page):
    made.Root.StructTreeRoot = Dictionary(K=Dictionary(S=Name.Figure, Alt=String(f"照片 {SECRET}"), Pg=page.obj))


def actual_text(made, page):
    page.contents_add(b"/Span <</ActualText (%s)>> BDC EMC" % SECRET.encode())


def structure_id(made, page):
    made.Root.StructTreeRoot = Dictionary(K=Dictionary(S=Name.TD, ID=String(SECRET)))


def wide_string(made, page):
    made.Root.Extra = String(f"号码　{SECRET}")


def name(made, page):
    made.Root.Dests = Dictionary({f"/h{SECRET}": Array([page.obj, Name.Fit])})


def attachment(made, page):
    made.attachments["list.csv"] = f"姓名,号码\n某某,{SECRET}\n".encode("gb18030")


def attached_workbook(made, page):
    made.attachments["list.xlsx"] = workbook()


def attachment_name(made, page):
    made.attachments[f"{SECRET}.csv"] = b"x"


def unused_object(made, page):
    page.PieceInfo = Dictionary(Old=made.make_indirect(Dictionary(V=String(SECRET))))


PLANTS: list[tuple[Plant, str]] = [
    (split_text, "text of page 1"), (coded_text, "page content"), (coded_form, "form"),
    (meaning_of_a_code, "ToUnicode"),
    (bookmark, "/Title"), (info, "/Subject"), (xmp, "/Metadata"), (alternate_text, "/Alt"),
    (actual_text, "page content"), (structure_id, "/ID"), (wide_string, "/Extra"), (name, "names"),
    (attachment, "/EmbeddedFile"), (attached_workbook, "/EmbeddedFile > xl/worksheets/sheet1.xml"),
    (attachment_name, "/UF"), (unused_object, "/V"),
]  # fmt: skip


def test_codes_are_read_by_ranges_with_a_text_for_each():
    """Two ranges of one block, `<first> <last> [<text> ...]` with texts of any length, and one that counts up."""

    def plant(made, page):
        texts = " ".join(f"<{part.encode('utf-16-be').hex()}>" for part in ("9901", "03"))
        page.Resources.Font.G = _coded(
            made, f"3 beginbfrange <0001> <0002> [{texts}] <0003> <0003> [<0031>] <0010> <0019> <0030> endbfrange"
        )
        codes = "000100020003" + "".join(f"001{digit}" for digit in SECRET[7:])
        page.contents_add(b"BT /G 8 Tf 3 Tr 900 900 Td <%s> Tj ET" % codes.encode())

    assert "page content" in leaks(pdf(plant), [SECRET])


@pytest.mark.parametrize(
    ("meanings", "read"),
    [
        ("beginbfrange <01> <03> <0041> endbfrange", "ABC"),
        ("beginbfrange <01> <0F> <0041> endbfrange", "ABCDEFGHIJKLMNO"),
        ("beginbfrange <01> <02> <00660041> endbfrange", "fAfB"),
        ("beginbfrange <01> <02> [<0041> <00660042>] <03> <03> <0043> endbfrange", "AfBC"),
        ("beginbfrange <01> <01> <> <02> <02> <0041> endbfrange", "A"),
        ("beginbfrange <01> <02> <DBFFDFFF> endbfrange", "\U0010ffff\U0010ffff"),
        ("beginbfchar <01> <0041> <02> <004> endbfchar", "A@"),
        ("beginbfchar <01> <00 41> endbfchar beginbfchar <02> <0042> endbfchar", "AB"),
        ("beginbfchar <01> <0041> endbfchar beginbfchar <01> <0042> endbfchar", "B"),
        ("beginbfrange <01> endbfrange", ""),
    ],
)
def test_meanings_of_codes_are_read_as_the_file_gives_them(meanings, read):
    assert "".join(FontMeanings().meanings(meanings.encode())) == read


def test_a_range_without_end_gives_each_code_of_two_bytes_a_meaning():
    assert len(FontMeanings().meanings(b"beginbfrange <00000000> <ffffffff> <0041> endbfrange")) == 0x10000


@pytest.mark.parametrize(
    ("space", "codes", "read"),
    [
        ("", b"\x01\x02", "AB"),
        ("begincodespacerange <00> <ff> endcodespacerange", b"\x01\x02", "AB"),
        ("begincodespacerange <00> <80> <8000> <ffff> endcodespacerange", b"\x00\x01\x00\x02", "AB"),
        ("begincodespacerange <000000> <ffffff> endcodespacerange", b"\x00\x00\x01\x00\x00\x02", "AB"),
        ("", b"\x01\x03\x02", "AB"),
    ],
)
def test_a_code_is_as_wide_as_its_widest_range(space, codes, read):
    with pikepdf.new() as made:
        cmap = f"{space} beginbfchar <01> <0041> <02> <0042> endbfchar".encode()
        fonts = FontMeanings()
        for _ in range(2):
            assert fonts.text(Dictionary(ToUnicode=Stream(made, cmap)), codes) == read
        assert fonts.text(Dictionary(), bytes(range(256))) == "".join(map(chr, range(256)))


@pytest.mark.parametrize(
    "show", ["(%s) Tj", "(%s) '", '1 2 (%s) "', "[(%s)] TJ", "/Span <</A [(%s)]>> BDC EMC", "/P <</E (%s)>> DP"]
)
def test_every_way_to_show_a_text_is_read(show):
    def plant(made, page):
        content = "BT /F 8 Tf 3 Tr " + show % SECRET + " ET"
        form = made.make_stream(content.encode(), Subtype=Name.Form, BBox=[0, 0, 9, 9])
        form.Resources = page.obj.Resources
        page.Resources.XObject = Dictionary(Hidden=form)

    assert "form" in leaks(pdf(plant), [SECRET])


def written(content: bytes) -> Plant:
    """A page that shows more."""
    return lambda _, page: page.contents_add(b"BT /F 8 Tf " + content + b" ET")


@pytest.mark.parametrize(("content", "one"), [(b"(%s) Tj (%s) Tj", False), (b"[(%s) 9 (%s)] TJ", True)])
def test_two_texts_are_not_one_but_their_pieces_are(content, one):
    halves = SECRET[:9].encode(), SECRET[9:].encode()
    assert ("page content" in identity_numbers(pdf(written(content % halves)))) is one


@pytest.mark.parametrize("at", [(900, 900), (10, 30)])
def test_text_beyond_the_edges_of_a_page_is_read(at):
    assert "text of page 1" in leaks(pdf(written(b"%d %d Td (%s) Tj" % (*at, SECRET.encode()))), [SECRET])


@pytest.mark.parametrize("lower", [True, False])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-be", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("secret", ["99010319740601084X", "林梦洁X"])
def test_bytes_are_searched_in_every_encoding(secret, encoding, lower):
    spelt = secret.lower() if lower else secret
    assert Finder([secret]).sees(Layer("", data=b"\x00\xff" + spelt.encode(encoding) + b"\xff"))
    assert not Finder([secret]).sees(Layer("", data=b"\x00\xff" + spelt[:-2].encode(encoding) + b"\xff"))


@pytest.mark.parametrize("upper", [True, False])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-be"])
def test_hexadecimal_figures_are_read(encoding, upper):
    digits = "林梦洁".encode(encoding).hex()
    assert Finder(["林梦洁"]).sees(Layer("", data=(digits.upper() if upper else digits).encode()))


@pytest.mark.parametrize(("secret", "found"), [("123456", True), ("12345", False)])
def test_in_bytes_nothing_shorter_than_six_is_sought(secret, found):
    """In UTF-8; in UTF-16 even three characters are six bytes."""
    finder = Finder([secret])
    assert finder.sees(Layer("", data=b"\xff" + secret.encode())) is found
    assert finder.sees(Layer("", text=secret))
    assert finder.sees(Layer("", data=b"\xff" + secret.encode("utf-16-le")))


def test_every_place_where_a_beginning_stands_is_looked_at():
    finder = Finder(["1234567", "12345689"])
    assert finder.sees(Layer("", "123456123456x1234567"))
    assert finder.sees(Layer("", "12345689"))
    assert not finder.sees(Layer("", "123456 123456x"))


def packed(depth: int, data: bytes) -> bytes:
    """A file in so many archives, one in the other."""
    for _ in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("a", data)
        data = out.getvalue()
    return data


@pytest.mark.parametrize("depth", [0, 1, 4])
def test_files_within_files_are_opened(depth):
    assert leaks(packed(depth, workbook()), [SECRET]) == ["a > " * depth + "xl/worksheets/sheet1.xml"]


def test_a_file_too_deep_to_be_opened_is_not_called_clean():
    assert leaks(packed(4, b"clean"), [SECRET]) == []
    assert leaks(packed(9, b"clean"), [SECRET]) == ["a > a > a > a > a"]


def test_a_masked_file_is_clean():
    assert leaks(pdf(), [SECRET, *OTHERS]) == []


@pytest.mark.parametrize(("plant", "where"), PLANTS, ids=[plant.__name__ for plant, _ in PLANTS])
@pytest.mark.parametrize("packed", [False, True])
def test_a_secret_is_found_in_its_layer(plant, where, packed):
    saving = {"object_stream_mode": pikepdf.ObjectStreamMode.generate, "recompress_flate": True} if packed else {}
    found = leaks(pdf(plant, **saving), [*OTHERS, SECRET])
    assert where in found, found
    assert not [each for each in found if SECRET in each]


def test_what_an_update_has_replaced_is_still_found():
    first = pdf(info)
    start = first.rindex(b"startxref")
    cut = first[:start] + first[start:].replace(b"startxref", b"startxref", 1)
    with pikepdf.open(io.BytesIO(first)) as old:
        trailer = f"trailer <</Root {old.Root.objgen[0]} 0 R /Size {len(old.objects) + 1} /Prev ".encode()
    location = cut.rindex(b"startxref\n") + 10
    previous = cut[location:].split()[0]
    table = len(cut) + 1
    updated = cut + b"\nxref\n0 0\n" + trailer + previous + b">>\nstartxref\n%d\n%%%%EOF\n" % table
    with pikepdf.open(io.BytesIO(updated)) as now:
        assert "/Info" not in now.trailer
    assert "revision 1: /Subject" in leaks(updated, [SECRET])


def test_a_stream_that_no_object_refers_to_is_still_found():
    import zlib

    body = zlib.compress(f"({SECRET})".encode())
    lost = b"\n9 0 obj <</Length %d /Filter /FlateDecode>> stream\n%s\nendstream endobj\n" % (len(body), body)
    clean = pdf()
    assert leaks(clean + lost, [SECRET]) == ["compressed bytes"]


def test_a_file_that_cannot_be_opened_is_not_called_clean():
    locked = pdf(encryption=pikepdf.Encryption(owner="o", user="u"))
    assert leaks(locked, [SECRET]) == ["PDF"]
    assert leaks(b"%PDF-1.7 rubbish", [SECRET]) == ["PDF"]
    assert leaks(b"PK\x03\x04rubbish", [SECRET]) == ["zip"]
    assert leaks(b"SQLite format 3\x00rubbish", [SECRET]) == ["sqlite"]


def test_a_page_whose_content_cannot_be_read_is_not_called_clean():
    def plant(made, page):
        page.obj.Contents = made.make_stream(b"")
        page.obj.Contents.write(b"no deflated data", filter=Name.FlateDecode)

    damaged = pdf(plant, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    assert leaks(damaged, [SECRET]) == ["page content"]


def workbook(value: object = SECRET) -> bytes:
    made = openpyxl.Workbook()
    made.active.append(["某某", value])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_workbook_is_searched_part_by_part():
    assert leaks(workbook("990103********0846"), [SECRET]) == []
    assert leaks(workbook(), [SECRET]) == ["xl/worksheets/sheet1.xml"]


def test_a_number_split_over_runs_of_a_word_document_is_found():
    made = Word()
    line = made.add_paragraph()
    for start in range(0, 18, 5):
        line.add_run(SECRET[start : start + 5]).bold = bool(start % 2)
    out = io.BytesIO()
    made.save(out)
    assert leaks(out.getvalue(), [SECRET]) == ["word/document.xml"]


def test_a_zip_is_searched_in_names_and_comments():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(f"{SECRET}.txt", "x")
        made.comment = SECRET.encode()
    assert leaks(out.getvalue(), [SECRET]) == ["raw", "zip comment", "zip names"]


def _database(*commands: str) -> bytes:
    with sqlite3.connect(":memory:") as base:
        for command in commands:
            base.execute(command)
        base.commit()
        return base.serialize()


def test_a_database_is_searched_table_by_table():
    clean = _database("CREATE TABLE item (n TEXT)", "INSERT INTO item VALUES ('990103********0846')")
    assert leaks(clean, [SECRET]) == []
    found = leaks(_database("CREATE TABLE item (n TEXT)", f"INSERT INTO item VALUES ('{SECRET}')"), [SECRET])
    assert "table item" in found


def test_a_full_text_index_is_put_together_again():
    """Of a contentless index only single characters are kept, and where each stood."""
    spread = " ".join(SECRET)
    data = _database(
        "CREATE VIRTUAL TABLE words USING fts5(t, content='')", f"INSERT INTO words(rowid, t) VALUES (1, '{spread}')"
    )
    assert SECRET.encode() not in data
    assert leaks(data, [SECRET]) == ["index words"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_table_is_searched_in_its_encoding(encoding):
    assert "text" in leaks(f"姓名,号码\r\n买买提·某,{SECRET}\r\n".encode(encoding), ["买买提·某"])


def test_json_escapes_are_read():
    data = json.dumps({"姓名": "林梦洁"}).encode()
    assert "林梦洁".encode() not in data
    assert leaks(data, ["林梦洁"]) == ["text"]


@pytest.mark.parametrize(
    "text",
    [
        "990103 19740601 0846",
        "９９０１０３１９７４０６０１０８４６",
        "990103\n197406010846",
        "9901\u200b03197406010846",
    ],
)
def test_blanks_wide_digits_and_invisible_characters_hide_nothing(text):
    assert Finder([SECRET]).sees(Layer("", text))


def test_characters_that_only_stand_in_one_font_spell_nothing():
    def plant(made, page):
        page.Resources.Font.G = _coded(made, "2 beginbfchar <0001> <6797> <0002> <68a6> endbfchar")

    assert leaks(pdf(plant), ["林梦"]) == []


def test_a_final_x_is_found_in_either_case():
    assert leaks(b"a,99010319740601084x\n", ["99010319740601084X"]) == ["raw", "text"]


MARKS = ("-", "-\r\n", "\u00ad\n", "\u2010", "\u2011", "\u2013", "\u200b", "\x02", "\ufffe", "\ufffe\r\n")


@pytest.mark.parametrize("mark", MARKS, ids=ascii)
def test_a_number_broken_by_a_hyphen_or_what_stands_for_one_is_found(mark):
    broken = SECRET[:6] + mark + SECRET[6:14] + mark + SECRET[14:]
    assert Finder([SECRET]).sees(Layer("", broken))
    assert "text" in identity_numbers(f"号码 {broken}。".encode())
    assert identity_numbers(f"号码 {broken}0。".encode()) == []


def test_a_number_whose_font_says_no_character_for_a_hyphen_is_found():
    def plant(made, page):
        digits = "".join(f"<{n:04x}> <{ord(digit):04x}> " for n, digit in enumerate(SECRET, 1))
        page.Resources.Font.G = _coded(made, f"19 beginbfchar {digits} <0020> <fffe> endbfchar")
        codes = "".join(f"{n:04x}" for n in range(1, 7)) + "0020" + "".join(f"{n:04x}" for n in range(7, 19))
        page.contents_add(b"BT /G 8 Tf 10 10 Td <%s> Tj ET" % codes.encode())

    assert leaks(pdf(plant), [SECRET]) == ["ToUnicode", "page content", "text of page 1"]
    assert identity_numbers(pdf(plant)) == ["ToUnicode", "page content", "text of page 1"]


def test_whole_identity_numbers_are_found_without_knowing_them():
    assert identity_numbers(pdf(info)) != []
    assert identity_numbers(pdf(split_text)) == ["page content", "text of page 1"]
    assert identity_numbers(pdf()) == []
    assert identity_numbers(b"990103197406010847,123456789012345678\n") == []


def drawn(made: pikepdf.Pdf, content: bytes) -> pikepdf.Page:
    """A page of drawings round something else."""
    page = made.add_blank_page(page_size=(200, 100))
    page.obj.Resources = Dictionary(Font=Dictionary(F=_helvetica(made)))
    for piece in (b"q 1 0 0 1 0 0 cm 0 0 m 9 9 l S Q", content, b"0 0 9 9 re f*"):
        page.contents_add(piece)
    return page


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F 9 Tf(said)Tj ET", b"BT /F 9 Tf[(sa)9(id)]TJ ET", b"BT /F 9 Tf (said)' ET", b'BT /F 9 Tf 1 2(said)" ET',
        b"/Span<</ActualText(said)>>BDC EMC", b"/Span <</Alt (said)>> DP",
    ],
)  # fmt: skip
def test_what_a_page_says_among_drawings_is_read(content: bytes) -> None:
    with pikepdf.new() as made:
        page = drawn(made, content)
        assert "".join(shown(page, page.obj.Resources, FontMeanings()).split()) == "said"


def test_drawings_alone_are_not_parsed_but_what_is_odd_is(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(pikepdf, "parse_content_stream", lambda *_: asked.append(1) or [])
    with pikepdf.new() as made:
        assert shown(drawn(made, b"9 9 m 8 8 l S"), None, FontMeanings()) == ""
        assert asked == []
        odd = drawn(made, b"")
        odd.obj.Contents = Array([String("no stream")])
        shown(odd, None, FontMeanings())
        assert asked == [1]
