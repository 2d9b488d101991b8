"""One template, many records: the pages are those of the layout engine, or the template is refused by name."""

import hashlib
import io
import pickle
import random
import re
import tracemalloc
from base64 import b64encode

import pikepdf
import pytest
from PIL import Image

from mzdocs.build.produce import merge_settings
from mzdocs.core.kept_values import cache_folder
from mzdocs.core.problems import Location, Stopped
from mzdocs.design.fonts import CHAINS, FACES, face_for
from mzdocs.plan.document import Record
from mzdocs.render import engine
from mzdocs.vdp import TemplateCache, compiling, merge
from mzdocs.vdp.compiled_template import TextStyle, face_named
from mzdocs.vdp.fonts_in_file import FileFonts
from mzdocs.vdp.line_breaking import LineBreaker
from tests.merged import Bench, differing, document, farthest, straight

CARD = """
.name { position: absolute; left: 20mm; top: 20mm; width: 60mm; text-align: center; line-height: 1.4 }
.name { border-bottom: 1mm solid #000 }
.no { position: absolute; left: 20mm; top: 40mm; width: 100mm; font-size: 12pt; white-space: nowrap; line-height: 1.5 }
.no { font-family: var(--song); color: #a00; letter-spacing: .05em }
.said { position: absolute; left: 20mm; top: 60mm; width: 100mm; height: 60mm; font-size: 12pt; line-height: 1.5 }
.said { text-indent: 2em; font-family: var(--fang) }
.photo { position: absolute; left: 140mm; top: 20mm; width: 25mm; height: 35mm; object-fit: cover }
.photo { border: .2mm solid #888 }
.code { position: absolute; left: 140mm; top: 70mm; width: 25mm }
td { height: 14mm; border: .2mm solid #000; vertical-align: middle; width: 60mm; padding: 0 1mm; line-height: 1.3 }
table { position: absolute; left: 20mm; top: 130mm; border-collapse: collapse }
"""
CARD_BODY = """<section class="sheet">
<h1 class="name" data-slot="name"
 style="font-size: {{ record.design.size }}; font-family: '{{ record.design.family }}'">{{ record.name }}</h1>
<p class="no" data-slot="no">{{ record.no }}</p><p class="said" data-slot="said" data-lines="6">{{ record.said }}</p>
<img class="photo" data-slot="photo" alt="照片" src="{{ record.photo }}">
<img class="code" data-slot="code" alt="码" src="{{ code_address(record.code) }}">
<table><tr><th scope="row">住址</th><td data-slot="where" data-lines="2">{{ record.where }}</td></tr></table>
</section>"""
ROWS = """
@page { margin: 30mm 15mm 20mm 25mm; @top-left { content: element(head); width: 170mm; height: 12mm }
  @bottom-center { content: element(foot); width: 170mm } }
@page :left { margin-left: 15mm; margin-right: 25mm }
.head { position: running(head) } .foot { position: running(foot); font-size: 9pt; text-align: center }
.foot::before { content: "第 " counter(page) " 页　共 " counter(pages) " 页" }
table { border-collapse: separate; border-spacing: 0; table-layout: fixed; width: 170mm; font-family: var(--fang) }
table { font-size: 10pt; line-height: 1.3 }
th, td { border-right: .25mm solid #000; border-bottom: .25mm solid #000; vertical-align: middle; padding: 1mm }
th { border-top: .25mm solid #000 } th:first-child, td:first-child { border-left: .25mm solid #000 }
tr { break-inside: avoid } .a { width: 20mm; text-align: center } .c { width: 45mm; vertical-align: top }
.d { width: 20mm; text-align: right }
"""
ROWS_BODY = """<p class="head">档案目录</p>
<p class="foot" data-slot="folio" data-format="第 {page} 页　共 {pages} 页"></p>
<table data-rows><thead><tr><th class="a" scope="col">号</th><th scope="col">题名</th><th class="c" scope="col">档号
</th><th class="d" scope="col">页</th></tr></thead><tbody>{% for row in record.rows %}<tr>
<td class="a">{{ row[0] }}</td>
<td style="font-family: '{{ family(row[1], 'fang') }}'">{{ row[1] }}</td><td class="c">{{ row[2] }}</td>
<td class="d">{{ row[3] }}</td></tr>{% endfor %}</tbody></table>"""
LONG = "低保（城镇）“审核”材料、共12份；某户的情况说明与附件清单：一、二、三四五六七八九十，No.5 附表"


@pytest.fixture
def bench(tmp_path, monkeypatch):
    made = Bench(tmp_path, monkeypatch)
    yield made
    compiling_templates()


def compiling_templates():
    from mzdocs.render import templates

    templates._environment.cache_clear()


def photo(width, height):
    out = io.BytesIO()
    Image.radial_gradient("L").resize((width, height)).convert("RGB").save(out, "JPEG")
    return out.getvalue(), "image/jpeg"


PHOTOS = {"mz:///photo/a": photo(300, 420), "mz:///photo/b": photo(300, 300)}


def card(size="20pt", **values):
    facts = {
        "name": "欧阳静舒", "no": "J001-MZ·DB-D10-001 No.5", "said": "“本卷”共12份，其中（复印件）3份；缺第5页。" * 3,
        "photo": "mz:///photo/a", "code": "MZ:990103-001;TEL:0999-5551101", "where": "某某街道某某社区一号楼二单元",
    }  # fmt: skip
    family = face_for(values.get("name", ""), "hei", True).family
    return Record({**facts, **values}, design={"size": size, "family": family})


def rows(count):
    some = ["临时救助材料", LONG, "㛃字与𬭎字的户", "一二三四五六七八九十" * 4]
    return [(str(n), some[n % 4], f"J001-MZ·DB-D10-{n:03}", str(n * 7 % 100)) for n in range(1, count + 1)]


def test_cards_are_the_pages_of_the_engine_pixel_by_pixel(bench):
    records = [card(), card("15pt", name="林㛃", photo="mz:///photo/b", said="一二三" * 30, where="短"), card("15pt")]
    made = document(bench.part(CARD, CARD_BODY, records), assets=PHOTOS)
    assert differing(bench.merged(made), straight(made)) == [0, 0, 0]


def test_rows_stand_within_a_pixel_of_where_the_engine_puts_them(bench):
    made = document(bench.part(ROWS, ROWS_BODY, [Record({}, rows(90)), Record({}, rows(3))]))
    merged, laid = bench.merged(made), straight(made)
    with pikepdf.open(io.BytesIO(merged)) as pdf:
        assert len(pdf.pages) > 4
    assert farthest(merged, laid) < 1


def test_what_is_written_needs_no_repair_and_is_the_same_twice(bench):
    made = document(bench.part(ROWS, ROWS_BODY, [Record({}, rows(90))]), standard="archival")
    one, two = bench.merged(made), bench.merged(made)
    assert one == two
    with pikepdf.open(io.BytesIO(one)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_a_table_has_its_structure_cell_by_cell(bench):
    made = document(bench.part(ROWS, ROWS_BODY, [Record({}, rows(40))]), standard="archival")
    with pikepdf.open(io.BytesIO(bench.merged(made))) as pdf:
        tables = kids(pdf.Root.StructTreeRoot.K[0])
        bodies = [table.K[1] for table in tables]
        counts = [len(kids(body)) for body in bodies]
        assert sum(counts) == 40
        cell = bodies[0].K[0].K[1]
        assert (cell.S, cell.P.objgen, cell.Pg.objgen) == ("/TD", bodies[0].K[0].objgen, pdf.pages[0].objgen)
        leaf = pdf.Root.StructTreeRoot.ParentTree.Kids[0].Nums
        assert leaf[1][int(cell.K)].objgen == cell.objgen
        assert [str(head.A.Scope) for head in kids(kids(tables[0].K[0])[0])] == ["/Column"] * 4


def kids(element):
    return list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]


def test_sums_are_of_the_page_of_all_before_and_carried_on(bench):
    body = ROWS_BODY.replace(
        'data-format="第 {page} 页　共 {pages} 页"', 'data-format="{sum[3]} {brought[3]} {carried[3]}"'
    )
    made = document(bench.part(ROWS, body, [Record({}, rows(90))]))
    numbers = [int(row[3]) for row in rows(90)]
    found = re.findall(r"\n(\d+) (\d+) (\d+)", "\n".join(text_of(bench.merged(made))))
    sums, brought, carried = zip(*(map(int, line) for line in found), strict=True)
    assert sum(sums) == carried[-1] == sum(numbers)
    assert brought == (0, *carried[:-1])
    assert all(b + s == c for s, b, c in zip(sums, brought, carried, strict=True))


def test_a_total_over_text_is_the_fault_of_the_template_and_says_nothing_of_a_cell(bench):
    body = ROWS_BODY.replace("第 {page} 页", "{sum[1]}")
    made = document(bench.part(ROWS, body, [Record({}, [("1", "", "J", "2")]), Record({}, rows(3))]))
    with pytest.raises(Stopped) as stopped:
        bench.merged(made)
    (problem,) = stopped.value.problems
    assert (problem.code, str(problem.location)) == ("MZ3301", "x.pdf 2")
    assert problem.facts["feature"] == "data-format={sum[1]}　共 {pages} 页 over text"


def text_of(data):
    import pypdfium2

    with pypdfium2.PdfDocument(data) as view:
        return ["\n" + page.get_textpage().get_text_bounded() for page in view]


GROUPED = ROWS_BODY.replace('<td class="a">', '<td class="a" data-repeat>')


def grouped(*sizes):
    """Groups of so many rows, each with its head in the first of them."""
    return [(f"组{at}" if not nth else "", f"{at}之{nth}", "J", "1") for at, n in enumerate(sizes) for nth in range(n)]


def begins(data):
    """What stands in the first row of each page of a table with a head of its own: its group, and its text."""
    found = [re.search(r"(组\d+)?\s*(\d+)之(\d+)", text) for text in text_of(data)]
    return [(each[1], f"组{each[2]}", int(each[3])) for each in found]


def test_a_page_begins_with_the_head_of_the_group_that_goes_on(bench):
    rows = grouped(3, 100, 1, 50)
    pages = begins(bench.merged(document(bench.part(ROWS, GROUPED, [Record({}, rows)]))))
    assert len(pages) >= 4
    assert all(shown == group for shown, group, _ in pages)
    assert any(nth > 0 for _, _, nth in pages[1:])
    plain = begins(bench.merged(document(bench.part(ROWS, ROWS_BODY, [Record({}, rows)]))))
    assert [shown for shown, _, _ in plain[1:]] == [None] * (len(pages) - 1)


def test_a_head_said_again_stands_as_the_engine_would_set_it(bench):
    rows = grouped(200)
    made = document(bench.part(ROWS, GROUPED, [Record({}, rows)]), standard="archival")
    firsts = {nth for _, _, nth in begins(bench.merged(made))}
    told = [("组0" if at in firsts else "", *row[1:]) for at, row in enumerate(rows)]
    assert farthest(bench.merged(made), straight(document(bench.part(ROWS, ROWS_BODY, [Record({}, told)])))) < 1


def test_a_head_is_of_its_own_record(bench):
    headless = [("", "0之0", "J", "1"), *grouped(0, 90)[1:]]
    pages = begins(bench.merged(document(bench.part(ROWS, GROUPED, [Record({}, grouped(60)), Record({}, headless)]))))
    assert pages[0][0] == "组0"
    assert [shown for shown, group, _ in pages if group == "组1"] == [None] * sum(g == "组1" for _, g, _ in pages)


LASTING = ROWS_BODY.replace("<table data-rows>", '<table data-rows data-last="4">')


def counted(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [len(kids(table.K[1])) for table in kids(pdf.Root.StructTreeRoot.K[0])]


def test_the_last_page_is_not_left_with_a_line_or_two(bench):
    short = [("1", "材料", "J", "1")] * 120
    full = counted(bench.merged(document(bench.part(ROWS, ROWS_BODY, [Record({}, short)]), standard="archival")))[0]
    for more, last in ((1, 4), (3, 4), (4, 4), (5, 5), (full, full)):
        part = bench.part(ROWS, LASTING, [Record({}, short[:1] * (full + more))])
        assert counted(bench.merged(document(part, standard="archival"))) == [full + more - last, last]
    alone = bench.part(ROWS, LASTING, [Record({}, short[:2])])
    assert counted(bench.merged(document(alone, standard="archival"))) == [2]


def test_a_head_goes_over_with_the_rows_that_do(bench):
    body = LASTING.replace('<td class="a">', '<td class="a" data-repeat>')
    full = counted(bench.merged(document(bench.part(ROWS, body, [Record({}, grouped(90))]), standard="archival")))[0]
    pages = begins(bench.merged(document(bench.part(ROWS, body, [Record({}, grouped(full + 1))]), standard="archival")))
    assert pages == [("组0", "组0", 0), ("组0", "组0", full - 3)]


def test_what_a_character_means_survives_copying(bench):
    names = ["林㛃", "龚𬭎", "No.5·（甲）"]
    data = bench.merged(document(bench.part(CARD, CARD_BODY, [card(name=name) for name in names]), assets=PHOTOS))
    assert all(name in text for name, text in zip(names, text_of(data), strict=True))


def test_equal_pictures_are_written_once(bench):
    made = document(bench.part(CARD, CARD_BODY, [card() for _ in range(9)]), assets=PHOTOS)
    with pikepdf.open(io.BytesIO(bench.merged(made))) as pdf:
        streams = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Stream)]
        assert sum(obj.get("/Subtype") == "/Image" for obj in streams) == 1


def test_fonts_hold_the_glyphs_used_and_no_others(bench):
    from fontTools.ttLib import TTFont

    data = bench.merged(document(bench.part(ROWS, ROWS_BODY, [Record({}, rows(50))])))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for font in (obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/ToUnicode" in obj):
            codes = re.findall(rb"<[0-9a-f]{4}> \d+", font.Encoding.read_bytes())
            program = font.DescendantFonts[0].FontDescriptor.FontFile3.read_bytes()
            assert TTFont(io.BytesIO(program))["maxp"].numGlyphs == len({c.split()[1] for c in codes} | {b"0"})


def test_memory_does_not_grow_with_the_records(bench):
    """What is kept of a page is where it stands: less than a tenth of what it is."""
    part = bench.part(CARD, CARD_BODY, [])

    class Many:
        def __init__(self, count):
            self.count = count

        def __iter__(self):
            return (card(name=f"某{n}") for n in range(self.count))

    def most(count):
        made = document(compiled(part, Many(count)), assets=PHOTOS)
        tracemalloc.start()
        merge(made, merge_settings(made), Nowhere(), bench.cache)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(20)
    few, many = most(100), most(1100)
    assert (many - few) / 1000 < 1200


class Nowhere:
    def write(self, data):
        return len(data)


def compiled(part, records):
    from dataclasses import replace

    return replace(part, records=records)


REFUSED = {
    "text-align: justify": (".said { text-align: justify }", CARD_BODY),
    "opacity": (".no { opacity: .5 }", CARD_BODY),
    "opacity, or another group": ("td { opacity: .5 }", ROWS_BODY),
    "transform": (".no { transform: rotate(3deg) }", CARD_BODY),
    "overflow": (".no { overflow: hidden }", CARD_BODY),
    "text-decoration-line": (".no { text-decoration: underline }", CARD_BODY),
    "text-transform": (".no { text-transform: uppercase }", CARD_BODY),
    "direction": (".no { direction: rtl }", CARD_BODY),
    "font-feature-settings": ('.no { font-feature-settings: "vert" }', CARD_BODY),
    "object-fit": (".photo { object-fit: none }", CARD_BODY),
    "twice on a page": ("", CARD_BODY.replace('data-slot="where"', 'data-slot="no"')),
    "in data-slot": ("", CARD_BODY.replace("{{ record.no }}", "<b>{{ record.no }}</b>")),
    "data-slot=no": (".no { width: auto; position: static } .said { position: static }", CARD_BODY),
    "border-collapse": ("table { border-collapse: collapse !important }", ROWS_BODY),
    "vertical-align": ("td { vertical-align: baseline !important }", ROWS_BODY),
    "border-style": ("td { border-bottom: .5mm double #000 !important }", ROWS_BODY),
    "background of a cell": ("td { background: #eee }", ROWS_BODY),
    "border or background of <table>": ("table { border: 1mm solid #000 }", ROWS_BODY),
    "data-format={page.__class__}": ("", ROWS_BODY.replace("第 {page} 页", "{page.__class__}")),
    "data-format={sum[4]}": ("", ROWS_BODY.replace("第 {page} 页", "{sum[4]}")),
    "data-format={sum[0]}": ("", CARD_BODY.replace('data-slot="no"', 'data-slot="no" data-format="{sum[0]}"')),
    "data-on=sometimes": ("", ROWS_BODY.replace("data-format", 'data-on="sometimes" data-format')),
    "padding": ("td { padding: 1% }", ROWS_BODY),
}


@pytest.mark.parametrize("feature", REFUSED)
def test_what_cannot_be_merged_is_refused_by_name(bench, feature):
    css, body = REFUSED[feature]
    flows = "data-rows" in body
    record = Record({}, rows(3)) if flows else card()
    made = document(bench.part((ROWS if flows else CARD) + css, body, [record]), assets=PHOTOS)
    if feature == "data-slot=no":
        body = body.replace('class="no"', 'class="no" style="display: inline-block"')
        made = document(bench.part(CARD + css, body, [record]), assets=PHOTOS)
    with pytest.raises(Stopped) as stopped:
        bench.merged(made)
    assert [problem.code for problem in stopped.value.problems] == ["MZ3301"]
    assert feature in str(stopped.value.problems[0].facts["feature"])


TWO_FIELDS = """
.name { position: absolute; left: 20mm; top: 20mm; width: 60mm; font-size: 20pt; line-height: 1.5 }
.no { position: absolute; left: 20mm; top: 42mm; width: 60mm; font-size: 12pt; line-height: 1.5 }
.label { position: absolute; left: 150mm; top: 20mm; font-size: 12pt; line-height: 1.5 }
.photo { position: absolute; left: 120mm; top: 20mm; width: 25mm; height: 35mm }
"""
TWO_FIELDS_BODY = """<section class="sheet">
<div class="flow"><h1 class="name" data-slot="name" data-lines="2">{{ record.name }}</h1>
<p class="no" data-slot="no">{{ record.no }}</p></div><p class="label">编号</p>
<img class="photo" data-slot="photo" alt="照片" src="{{ record.photo }}">
</section>"""
IN_FLOW = ".flow { position: absolute; left: 20mm; top: 20mm; width: 60mm } .flow * { position: static }"
IN_CELL = (
    ".flow { display: table } .name { position: static; display: table-cell; vertical-align: middle; height: 10mm }"
)


@pytest.mark.parametrize(
    ("css", "feature"),
    [
        ("", None),
        (IN_FLOW, "data-slot=no that moves"),
        (IN_FLOW + ".label { position: static }", "“编号” that moves"),
        (IN_CELL, "data-slot=name that moves"),
        (IN_CELL.replace("10mm", "22mm"), None),
        (IN_CELL.replace("10mm", "22mm").replace("middle", "baseline"), None),
        (".no { top: 38.4mm }", None),
        (".no { top: 38.3mm }", "data-slot=name over data-slot=no"),
        (".label { left: 79mm }", "data-slot=name over 编号"),
        (".photo { left: 80.1mm }", None),
        (".photo { left: 79.9mm }", "data-slot=name over data-slot=photo"),
    ],
)  # fmt: skip
def test_a_slot_that_could_move_or_grow_over_another_is_refused_when_compiled(bench, css, feature):
    """The fault of a badge: the lines under a name were placed where they stand under a name of one line."""
    body = TWO_FIELDS_BODY
    if feature == "“编号” that moves":
        body = body.replace('<p class="no" data-slot="no">{{ record.no }}</p></div>', "").replace(
            "编号</p>", "编号</div>"
        )
    part = bench.part(TWO_FIELDS + css, body, [])
    made = document(part, assets=PHOTOS)
    if feature is None:
        compiling.compile_template(made, part, {}, lambda data, _: data)
        return
    with pytest.raises(Stopped, match="MZ3301") as stopped:
        compiling.compile_template(made, part, {}, lambda data, _: data)
    assert feature == stopped.value.problems[0].facts["feature"]


def test_rows_do_not_go_to_the_press(bench):
    part = bench.part(ROWS, ROWS_BODY, [Record({}, rows(3))])
    with pytest.raises(Stopped, match="MZ3301"):
        compiling.compile_template(document(part, standard="press"), part, {}, lambda data, _: data)


def problems(bench, *records, css=CARD, body=CARD_BODY):
    with pytest.raises(Stopped) as stopped:
        bench.merged(document(bench.part(css, body, records), assets=PHOTOS))
    return [(problem.code, str(problem.location)) for problem in stopped.value.problems]


def test_a_text_too_long_is_told_with_its_slot_and_every_record(bench):
    found = problems(bench, card(no="长" * 40), card(), card(where="很长的住址" * 20))
    assert [code for code, _ in found] == ["MZ3304", "MZ3303"]
    assert "no" in found[0][1]
    assert "where" in found[1][1]


def test_a_cell_that_does_not_fit_is_told_with_row_and_column(bench):
    tall = [*rows(2), ("3", "字" * 10_000, "J", "1")]
    wide = [*rows(4), ("5", "短", "Q" * 90, "1")]
    assert problems(bench, Record({}, tall), css=ROWS, body=ROWS_BODY) == [("MZ3305", "x.pdf:3")]
    assert problems(bench, Record({}, wide), css=ROWS, body=ROWS_BODY) == [("MZ3306", "x.pdf:5:3")]


def test_a_row_of_another_width_is_a_fault_of_ours(bench):
    assert problems(bench, Record({}, [("1", "2")]), css=ROWS, body=ROWS_BODY) == [("MZ3308", "x.pdf:1")]


def test_blanks_are_shown_as_the_engine_shows_them(bench):
    records = [card(where=text) for text in (" 两边 ", "中  间", "换\n行", "一 二")]
    made = document(bench.part(CARD, CARD_BODY, records), assets=PHOTOS)
    assert differing(bench.merged(made), straight(made)) == [0, 0, 0, 0]


def test_a_slot_without_a_value_is_a_fault_of_ours(bench):
    record = card()
    without = Record({name: text for name, text in record.values.items() if name != "where"}, design=record.design)
    assert problems(bench, without)[0][0] == "MZ3307"


def test_what_is_not_sure_takes_the_slow_way_and_is_counted(bench):
    made = document(bench.part(CARD, CARD_BODY, [card(name="Ωμέγα 甲"), card()]), assets=PHOTOS)
    data = bench.merged(made)
    assert bench.report.slow == 1
    assert differing(data, straight(made)) == [0, 0]


def test_a_null_character_is_told_as_one_that_no_font_has(bench):
    nulls = [card(where="甲\0乙"), card(said="丙\0丁" * 30), card(no="\0")]
    assert problems(bench, *nulls) == [("MZ3302", "x.pdf 1"), ("MZ3302", "x.pdf 2"), ("MZ3302", "x.pdf 3")]
    assert problems(bench, Record({}, [("1", "甲\0乙", "J", "2")]), css=ROWS, body=ROWS_BODY)[0][0] == "MZ3302"


def test_an_empty_table_is_its_head_alone(bench):
    data = bench.merged(document(bench.part(ROWS, ROWS_BODY, [Record({}, [])]), standard="archival"))
    assert "题名" in text_of(data)[0]


STYLE = {"line_height": 24.0, "align": "left", "wraps": True, "keeps_breaks": False}
NASTY = "永和九年歲在癸丑暮春之初12345-·MZDBo.A，。（）“”、；：！？…—%￥℃《》 "


@pytest.mark.parametrize("role", ["fang", "song", "hei", "kai"])
@pytest.mark.parametrize("spacing", [0.0, 3.0, 0.567])
def test_text_is_shaped_as_the_engine_shapes_it(role, spacing, tmp_path):
    face = CHAINS[role, False][0]
    types = FileFonts(TemplateCache(tmp_path))
    shaper, dice = types.shaper(face.pdf_name), random.Random(role)
    for size in (16.0, 11.333008, 12.0):
        style = TextStyle(((face.pdf_name, 1.0),), size, spacing=spacing, **STYLE)
        for _ in range(40):
            text = "".join(dice.choice(NASTY) for _ in range(dice.randrange(1, 12))).strip() or "空"
            fast = placed(shaper, types.shown(style, shaper, text))
            assert fast == placed(shaper, types._slowly(style, shaper, text)), text


def placed(shaper, shown):
    """Each glyph, and the place of its pen in thousandths of an em."""
    glyphs, pen, found = {code: glyph for code, glyph, _ in shaper.codes.items()}, 0.0, []
    for codes, kern in re.findall(rb"\(((?:[^()\\]|\\.)*)\)|(-?\d+(?:\.\d+)?)", shown, re.DOTALL):
        if kern:
            pen -= float(kern)
        raw = re.sub(rb"\\(.)", lambda m: b"\r" if m[1] == b"r" else m[1], codes, flags=re.DOTALL)
        for at in range(0, len(raw), 2):
            glyph = glyphs[int.from_bytes(raw[at : at + 2])]
            found.append((glyph, round(pen, 1)))
            pen += shaper.font.get_glyph_h_advance(glyph)
    return found


@pytest.mark.parametrize("indent", [0.0, 32.0])
def test_lines_break_where_the_engine_breaks_them(tmp_path, indent):
    face, dice = CHAINS["fang", False][0], random.Random(7)
    style = TextStyle(((face.pdf_name, 1.0),), 16.0, indent=indent, **STYLE)
    breaker = LineBreaker(FileFonts(TemplateCache(tmp_path)).shaper(face.pdf_name), style, 160.0)
    texts = ["".join(dice.choice(NASTY) for _ in range(dice.randrange(4, 40))).strip() or "空" for _ in range(120)]
    texts += ["一" * n for n in range(8, 24)]
    for text, lines in zip(texts, engine_lines(texts, indent), strict=True):
        assert [line.strip() for line in breaker.broken(text)] == lines, text


def engine_lines(texts, indent):
    css = f"p {{ width: 160px; font: 16px/24px FandolFang; text-indent: {indent}px; margin: 0 }}"
    body = "".join(f"<p data-slot>{text}</p>" for text in texts)
    html = f"<!doctype html><html lang=zh-CN><title>.</title><style>@page {{ margin: 0 }} {css}</style>{body}"
    found = []
    for page in engine.lay_out(html, "", {}, Location()).pages.pages:
        for box in page._page_box.descendants():
            if box.element_tag == "p" and type(box).__name__ == "BlockBox":
                lines = ["".join(t.text for t in line.descendants() if hasattr(t, "text")) for line in box.children]
                if found and found[-1][0] is box.element:
                    found[-1][1].extend(line.strip() for line in lines)
                else:
                    found.append((box.element, [line.strip() for line in lines]))
    return [lines for _, lines in found]


def test_a_template_is_kept_and_a_damaged_one_made_anew(bench):
    made = document(bench.part(CARD, CARD_BODY, [card()]), assets=PHOTOS)
    first = bench.merged(made)
    kept = [path for path in (bench.folder / "cache").iterdir() if len(path.name) == 64]
    assert len(kept) == 1
    bench.cache = TemplateCache(bench.folder / "cache")
    assert bench.merged(made) == first
    whole = kept[0].read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    bombs = [damage for bomb in BOMBS for damage in (bomb, hashlib.sha256(bomb).digest() + bomb)]
    for damage in (b"", b"\x80\x05garbage", *bombs, whole[:400], bytes(flipped)):
        kept[0].write_bytes(damage)
        bench.cache = TemplateCache(bench.folder / "cache")
        assert bench.merged(made) == first
        assert kept[0].read_bytes() == whole
    assert not Bomb.burst


class Bomb:
    burst = False

    def __reduce__(self):
        return (setattr, (Bomb, "burst", True))


HIDDEN = (
    b"\x80\x04\x8c\x1cmzdocs.vdp.compiled_template\x8c\x12re.enum.bltns.exec\x93"
    b"\x8c\x34from tests.test_vdp import Bomb as b; b.burst = True"
    b"\x85R."
)
"""A name with dots leads from a module of ours to any other."""
BOMBS = (pickle.dumps(Bomb()), HIDDEN)


def test_the_bombs_burst_where_they_are_lit():
    for bomb in BOMBS:
        pickle.loads(bomb)
        assert Bomb.burst
        Bomb.burst = False


def test_a_compiled_template_holds_no_text_of_a_record(bench):
    bench.merged(document(bench.part(CARD, CARD_BODY, [card(name="甲乙丙", no="990103197001010011")]), assets=PHOTOS))
    kept = [path.read_bytes() for path in (bench.folder / "cache").iterdir()]
    kept += [repr(template).encode("unicode_escape") for template in bench.cache._templates.values()]
    for text in ("甲乙丙", "990103197001010011"):
        for form in (text.encode(), text.encode("utf-16-be"), text.encode("utf-16-be").hex().encode()):
            written = (form, form.decode("latin-1").encode("unicode_escape"), b64encode(form))
            assert not any(each in data for each in written for data in kept)


def test_a_cache_that_cannot_be_written_is_done_without(bench):
    (bench.folder / "file").write_text("")
    bench.cache = TemplateCache(bench.folder / "file" / "cache")
    assert bench.merged(document(bench.part(CARD, CARD_BODY, [card()]), assets=PHOTOS)).startswith(b"%PDF")


def test_the_cache_is_where_the_user_says(monkeypatch, tmp_path):
    monkeypatch.setenv("MZDOCS_CACHE", str(tmp_path / "own"))
    assert cache_folder("templates") == tmp_path / "own" / "templates"
    monkeypatch.delenv("MZDOCS_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder("templates") == tmp_path / "mzdocs" / "templates"


def test_every_face_is_found_by_its_name_and_no_other():
    with pytest.raises(ValueError):
        face_named("Arial")
    assert [face_named(face.pdf_name) for face in FACES] == list(FACES)
