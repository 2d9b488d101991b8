"""An archive PDF as OFD: the same pages, word for word and dot for dot; what cannot be carried is refused."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import ofdkit
import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name

from mzdocs.audit.file_texts import Unreadable, passages
from mzdocs.build.finished_file import File
from mzdocs.build.gate_2 import past_gate_2
from mzdocs.build.produce import make_files
from mzdocs.build.settings import Settings
from mzdocs.build.staging import Owner, delivered
from mzdocs.core.problems import Exit, Location, Stopped
from mzdocs.gbt33190 import check_ofd, ofd_pages
from mzdocs.gbt33190.entry_rules import ELEMENTS
from mzdocs.kinds import KINDS
from mzdocs.kinds.archive_ofd import EXPERIMENTAL, in_ofd
from mzdocs.ofd import NOT_CARRIED, ofd_ready
from mzdocs.pdf.page_text import page_texts
from mzdocs.preflight.ofd_copies import check_made

from .ofd_pictures import NS, difference, ink, ofd_picture, pdf_picture, steps_of
from .ofd_samples import PLAN, TITLE, altered, pdf_of, picture, sample_ofd, sample_pdf, spoilt_pdf
from .test_archive_forms import plans, station_data
from .zip_parts import packed, parts


def squeezed(text: str) -> list[str]:
    return sorted("".join(text.split()))


def xml(part: str, data: bytes | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(parts(data or sample_ofd())[part])


def texts(number: int, data: bytes | None = None) -> list[ElementTree.Element]:
    return list(xml(f"Doc_0/Pages/Page_{number}/Content.xml", data).iterfind(".//o:TextObject", NS))


# ── the same pages ──


def test_the_text_of_every_page_is_that_of_the_pdf() -> None:
    said = [squeezed(page.whole) for page in page_texts(sample_pdf())]
    assert [squeezed(page.text) for page in ofd_pages(sample_ofd())] == said
    assert "林梦洁　低保" in ofd_pages(sample_ofd())[0].text


def test_another_reader_reads_the_same(tmp_path) -> None:
    """ofdkit is by others and shares no line with ours."""
    (tmp_path / "a.ofd").write_bytes(sample_ofd())
    with ofdkit.open(tmp_path / "a.ofd") as read:
        assert [squeezed(page.text()) for page in read.pages] == [
            squeezed(page.whole) for page in page_texts(sample_pdf())
        ]
        assert read.info.title == TITLE
        assert read.info.custom_data["保管期限"] == "30年"


@pytest.mark.parametrize("number", [0, 1])
def test_a_page_looks_as_it_does_in_the_pdf(number: int) -> None:
    """Type that pdfium hints by itself differs by a little at its edges."""
    drawn, printed = ofd_picture(sample_ofd(), number), pdf_picture(sample_pdf(), number)
    assert difference(drawn, printed) < 0.008
    assert ink(drawn) == pytest.approx(ink(printed), rel=0.1)


def test_the_comparison_of_pictures_would_see_what_is_moved_or_missing() -> None:
    printed = pdf_picture(sample_pdf(), 0)
    moved = sample_ofd_with(
        lambda content: re.sub(rb' X="([0-9.]+)"', lambda x: b' X="%f"' % (float(x[1]) + 1), content)
    )
    bare = sample_ofd_with(lambda content: content.replace(b"TextCode", b"Text", 2))
    assert difference(ofd_picture(moved, 0), printed) > 0.015
    assert ink(ofd_picture(bare, 0)) < 0.97 * ink(printed)


def sample_ofd_with(change) -> bytes:
    name = "Doc_0/Pages/Page_0/Content.xml"
    return altered(lambda content: content.__setitem__(name, change(content[name])))


def test_pages_have_the_size_of_the_sheet_in_millimetres() -> None:
    assert xml("Doc_0/Document.xml").findtext(".//o:PageArea/o:PhysicalBox", "", NS) == "0 0 100 60"
    assert [page.size for page in ofd_pages(sample_ofd())] == [(100.0, 60.0), (100.0, 60.0)]


def test_text_stands_where_it_stood_to_a_hundredth_of_a_millimetre() -> None:
    """By pdfium's word for where the letters of the heading begin."""
    import pypdfium2
    import pypdfium2.raw as raw

    with pypdfium2.PdfDocument(sample_pdf()) as pdf:
        page = pdf[0].get_textpage()
        x, y = raw.c_double(), raw.c_double()
        places = []
        for at in range(6):
            raw.FPDFText_GetCharOrigin(page.raw, at, x, y)
            places.append((x.value * 25.4 / 72, 60 - y.value * 25.4 / 72))
    first = texts(0)[0]
    code = first.find("o:TextCode", NS)
    left, top = map(float, first.get("Boundary", "").split()[:2])
    starts = [left + float(code.get("X"))]
    for step in steps_of(code.get("DeltaX")):
        starts.append(starts[-1] + step)
    assert code.text == "卷内文件目录"
    assert starts == pytest.approx([x for x, _ in places], abs=0.01)
    assert top + float(code.get("Y")) == pytest.approx(places[0][1], abs=0.01)


def test_turned_text_is_turned_by_its_transform_and_only_turned() -> None:
    (turned,) = [each for each in texts(0) if each.get("CTM")]
    assert turned.findtext("o:TextCode", "", NS) == "竖排 AB"
    assert [float(value) for value in turned.get("CTM", "").split()[:4]] == pytest.approx([0, 1, -1, 0], abs=1e-5)
    assert turned.get("Size") == "4"


def test_colours_are_written_in_red_green_blue() -> None:
    said = {each.findtext("o:TextCode", "", NS): each.find("o:FillColor", NS).get("Value") for each in texts(0)}
    assert said["红字"] == "204 0 0"
    assert said["卷内文件目录"] == "0 0 0"


def test_a_character_beyond_the_first_plane_has_an_object_of_its_own() -> None:
    said = [each.findtext("o:TextCode", "", NS) for each in texts(0)]
    assert "𬱖" in said
    assert "𬭎" in said


# ── fonts, pictures, attachments, bookmarks ──


def test_a_font_has_the_tables_an_archive_wants_and_the_characters_that_are_shown() -> None:
    shown = {character for page in ofd_pages(sample_ofd()) for character in page.text if not character.isspace()}
    drawn: set[str] = set()
    for name, data in parts(sample_ofd()).items():
        if name.endswith(".ttf"):
            font = TTFont(io.BytesIO(data))
            wanted = {"cmap", "glyf", "loca", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post"}
            assert wanted <= {*font.keys()}
            drawn |= {chr(code) for code in font.getBestCmap()}
    assert drawn >= shown


def test_a_picture_is_kept_dot_for_dot_and_without_what_its_camera_said() -> None:
    kept = [data for name, data in parts(sample_ofd()).items() if name.endswith(".png")]
    assert len(kept) == 1
    from PIL import Image

    assert Image.open(io.BytesIO(kept[0])).tobytes() == Image.open(io.BytesIO(picture())).tobytes()


def test_a_jpeg_goes_in_as_it_is_but_for_private_data(tmp_path) -> None:
    from PIL import Image

    camera = Image.Exif()
    camera[0x010F] = "a camera"
    (tmp_path / "a.jpg").write_bytes(picture("JPEG", exif=camera, comment=b"by whom"))
    source = pdf_of(f'<img src="{(tmp_path / "a.jpg").as_uri()}" alt="x">')
    made = ofd_ready(source, PLAN)
    (kept,) = (data for name, data in parts(made).items() if name.endswith(".jpg"))
    assert b"a camera" not in kept
    assert b"by whom" not in kept
    with pikepdf.open(io.BytesIO(source)) as pdf:
        (held,) = pdf.pages[0].get_images().values()
        assert Image.open(io.BytesIO(kept)).tobytes() == pikepdf.PdfImage(held).as_pil_image().tobytes()


def test_the_catalogue_is_attached_byte_for_byte() -> None:
    listed = xml("Doc_0/Attachs/Attachments.xml").find("o:Attachment", NS)
    assert (listed.get("Name"), listed.get("Format")) == ("catalogue.csv", "TXT")
    assert parts(sample_ofd())["Doc_0/Attachs/catalogue.csv"] == "户主,档号\r\n林梦洁,Z101\r\n".encode()


def test_bookmarks_lead_to_the_pages_they_led_to() -> None:
    document = xml("Doc_0/Document.xml")
    pages = [page.get("ID") for page in document.iterfind(".//o:Page", NS)]
    marks = {
        each.get("Title"): each.find(".//o:Dest", NS).get("PageID")
        for each in document.iter(f"{{{NS['o']}}}OutlineElem")
    }
    assert marks == {"卷内文件目录": pages[0], "备考表": pages[1]}


def test_a_bookmark_that_leads_to_no_page_keeps_its_title() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Outlines.First.Dest

    (first,) = xml("Doc_0/Document.xml", ofd_ready(spoilt_pdf(change), PLAN)).iterfind("o:Outlines/o:OutlineElem", NS)
    assert first.get("Title") == "卷内文件目录"
    assert first.find("o:Actions", NS) is None
    assert first.find("o:OutlineElem", NS).find("o:Actions", NS) is not None


def test_the_file_says_what_it_is_in_the_words_of_the_archive() -> None:
    entry = xml("OFD.xml")
    custom = {each.get("Name"): each.text for each in entry.iterfind(".//o:CustomData", NS)}
    assert entry.get("DocType") == "OFD-A"
    assert entry.findtext(".//o:Title", "", NS) == custom["题名"] == TITLE
    assert custom["保管期限"] == "30年"
    assert custom["页数"] == "2"
    assert {*custom} <= ELEMENTS


def test_the_same_pages_make_the_same_bytes() -> None:
    assert ofd_ready(sample_pdf(), PLAN) == sample_ofd()
    with zipfile.ZipFile(io.BytesIO(sample_ofd())) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# ── what is refused ──


def first_page(operators: bytes, **resources: Dictionary):
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        for name, value in resources.items():
            page.Resources[f"/{name}"] = value
        text = (
            b"\n".join(each.read_bytes() for each in page.Contents)
            if isinstance(page.Contents, pikepdf.Array)
            else (page.Contents.read_bytes())
        )
        page.Contents = pdf.make_stream(operators + b"\n" + text)

    return change


REFUSED = {
    "see-through": (b"/T gs 10 10 50 50 re f", {"ExtGState": Dictionary(T=Dictionary(ca=0.5))}),
    "multiply": (b"/T gs 10 10 50 50 re f", {"ExtGState": Dictionary(T=Dictionary(BM=Name.Multiply))}),
    "process inks": (b"1 0 0 0 k 10 10 50 50 re f", {}),
    "a gradient": (b"/S sh", {"Shading": Dictionary(S=Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 1],
        Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0], C1=[1, 1, 1], N=1)))}),
    "outlined text": (b"1 Tr", {}),
    "invisible text": (b"3 Tr", {}),
    "stretched text": (b"80 Tz", {}),
    "skewed text": (b"1 0 0.3 1 0 0 cm", {}),
    "mirrored text": (b"-1 0 0 1 200 0 cm", {}),
    "text cut off": (b"20 140 10 6 re W n", {}),
    "a line thicker one way": (b"q 3 0 0 1 0 0 cm 0 0 m 9 9 l S Q", {}),
    "a line cut off": (b"q 10 10 20 20 re W n 0 0 m 90 90 l S Q", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_carried_is_refused_and_named(name: str) -> None:
    operators, resources = REFUSED[name]
    with pytest.raises(Stopped) as stopped:
        ofd_ready(spoilt_pdf(first_page(operators, **resources)), PLAN)
    (problem,) = stopped.value.problems
    assert problem.problem_type is NOT_CARRIED
    assert problem.problem_type.exit is Exit.PREFLIGHT
    assert problem.facts["page"] == 1


CARRIED = {
    "a clip that changes nothing": b"0 0 300 300 re W n",
    "a fill cut to a corner": b"q 10 10 m 60 10 l 10 60 l h W n 1 0 0 rg 0 0 40 40 re f Q",
    "a fill wholly clipped away": b"q 0 0 5 5 re W n 100 100 20 20 re f Q",
    "dashes": b"q 2 w [4 2 1] 1 d 1 J 10 20 m 90 20 l S Q",
    "curves": b"0 0 1 rg 10 10 m 10 40 40 40 40 10 c f",
    "grey": b"0.5 g 10 10 20 20 re f",
}


@pytest.mark.parametrize("name", CARRIED)
def test_what_can_be_carried_looks_the_same(name: str) -> None:
    data = spoilt_pdf(first_page(b"q " + CARRIED[name] + b" Q"))
    made = ofd_ready(data, PLAN)
    assert difference(ofd_picture(made, 0), pdf_picture(data, 0)) < 0.009
    assert not [outcome.rule for outcome in check_ofd(made, Location("a.ofd")) if not outcome.passed]


def test_a_page_that_is_turned_is_refused() -> None:
    with pytest.raises(Stopped):
        ofd_ready(spoilt_pdf(lambda pdf: pdf.pages[1].rotate(90, relative=True)), PLAN)


# ── held to the PDF, and where it is made ──


def outcomes(data: bytes, source: bytes | None) -> dict[str, bool]:
    return {each.rule: each.passed for each in check_made(data, source, Location("a.ofd"))}


def test_ours_passes_every_rule_and_agrees_with_its_pdf() -> None:
    assert all(outcomes(sample_ofd(), sample_pdf()).values())
    assert len(outcomes(sample_ofd(), sample_pdf())) > 40


def test_another_word_or_another_page_is_seen() -> None:
    changed = sample_ofd_with(lambda content: content.replace("红字".encode(), "字红字".encode()))
    assert not outcomes(changed, sample_pdf())["O-TEXT"]
    assert outcomes(changed, sample_pdf())["O-SAME"]
    shorter = spoilt_pdf(lambda pdf: pdf.pages.__delitem__(1))
    assert not outcomes(sample_ofd(), shorter)["O-SAME"]


def test_without_its_pdf_it_is_not_called_the_same() -> None:
    left = [each for each in check_made(sample_ofd(), None, Location("a.ofd")) if each.not_run]
    assert [each.rule for each in left] == ["O-TEXT", "O-SAME", "O-PLACE", "O-PICTURE", "O-ATTACHED"]


def test_each_pdf_of_the_archive_has_its_ofd_and_the_papers_for_others_have_none() -> None:
    wanted = list(in_ofd(station_data(), plans().values()))
    pdfs = [plan for plan in plans().values() if plan.set == "archive" and plan.format == "pdf"]
    assert [(plan.name, plan.derived.of) for plan in wanted] == [(plan.name, plan.file) for plan in pdfs]
    assert {plan.file.rpartition(".")[2] for plan in wanted} == {"ofd"}


def test_a_draft_is_not_filed_and_has_no_ofd() -> None:
    drafts = [replace(plan, fields={**plan.fields, "draft": True}) for plan in plans().values()]
    assert drafts and not list(in_ofd(station_data(), drafts))


@cache
def built() -> dict[str, File]:
    """The list of volumes with the catalogue it carries, as a build makes it with `--ofd`."""
    planned = KINDS["archive"].plan(station_data())
    wanted = [plan for plan in planned if plan.name in ("volume-list", "catalogue")]
    made = make_files([*wanted, *in_ofd(station_data(), wanted)])
    return {file.document.file: file for file in past_gate_2(made)}


def test_a_build_makes_it_beside_the_pdf_and_gate_2_holds_it_to_that() -> None:
    file = built()["volume-list.ofd"]
    assert file.pages == built()["volume-list.pdf"].pages
    assert not [told for told in file.not_run if "O-" in told or "A-6" in told]
    attached = [name for name in parts(file.data) if "/Attachs/catalogue." in name]
    assert [parts(file.data)[name] for name in attached] == [built()[name.rpartition("/")[2]].data for name in attached]
    assert len(attached) >= 2


def test_a_page_of_a_list_looks_as_it_does_in_the_pdf() -> None:
    drawn = ofd_picture(built()["volume-list.ofd"].data, 0)
    printed = pdf_picture(built()["volume-list.pdf"].data, 0)
    assert difference(drawn, printed) < 0.02
    assert ink(drawn) == pytest.approx(ink(printed), rel=0.05)


def test_gate_2_stops_an_ofd_whose_text_is_another() -> None:
    files = dict(built())
    wrong = files["volume-list.ofd"]
    spoilt = parts(wrong.data)
    name = "Doc_0/Pages/Page_0/Content.xml"
    spoilt[name] = spoilt[name].replace("档".encode(), "案".encode(), 1)
    files["volume-list.ofd"] = replace(wrong, held=packed(spoilt))
    with pytest.raises(Stopped) as stopped:
        past_gate_2(list(files.values()))
    assert "MZL41" in {problem.code for problem in stopped.value.problems}


def test_its_manifest_says_what_it_was_made_from_and_that_it_is_experimental(tmp_path) -> None:
    owner = Owner("站", 2026, {})
    _, delivery = delivered(owner, "archive", list(built().values()), tmp_path)
    said = delivery.about["details"]["volume-list.ofd"]
    assert (said["made_from"], said["step"]) == ("volume-list.pdf", "ofd")
    assert said["experimental"] == EXPERIMENTAL.zh
    assert said["pages"] == 3


def test_an_audit_reads_it_page_by_page() -> None:
    read = list(passages("ofd", sample_ofd()))
    assert [passage.where.zh for passage in read] == ["第 1 页", "第 2 页"]
    assert "林梦洁" in read[0].text
    with pytest.raises(Unreadable):
        list(passages("ofd", b"no zip"))


def test_the_command_judges_any_ofd_by_what_it_holds(run, tmp_path) -> None:
    """In capitals too; with its manifest beside it, against the PDF it was made of."""
    (tmp_path / "A.OFD").write_bytes(sample_ofd())
    (tmp_path / "b.ofd").write_bytes(sample_ofd()[:500])
    told = json.loads(run("preflight", "--json", str(tmp_path / "A.OFD"), str(tmp_path / "b.ofd")).out)
    good, bad = told["files"]
    assert good["failed"] == []
    assert {"O-TRUTH", "A-6.2.6c"} <= {*good["passed"]}
    assert [each["code"] for each in bad["failed"]] == ["MZL00"]
    assert told["exit"] == Exit.PREFLIGHT


def test_ofd_is_for_the_archive_itself_only(run, sample) -> None:
    assert run("archive-index", "--ofd", "--audience", "reading-room").code == Exit.USAGE


def test_a_build_that_did_not_ask_for_it_plans_none_and_is_another_build() -> None:
    assert not any(plan.format == "ofd" for plan in plans().values())
    assert Settings(ofd=True).sum != Settings().sum


def test_it_is_said_that_no_commercial_reader_has_seen_it(run) -> None:
    said = "".join(run("archive-index", "--help").out.split())
    assert "".join(EXPERIMENTAL.zh.split()) in said
