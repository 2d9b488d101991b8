"""What must be printed again: two generations on the disk, and what the list of their differences says."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest

from mzdocs.build.fact_changes import ChangedFact
from mzdocs.build.reprint_files import JSON_FILE, XLSX_FILE, card_word, numbers, order_word, reprint_files
from mzdocs.build.reprint_list import ReprintLine, ReprintList, StaleLine
from mzdocs.cli.foreseen_words import MOST_FILES
from mzdocs.cli.reprint_words import MOST, reprint_words
from mzdocs.core.problems import Exit
from mzdocs.pdf.page_hashes import page_hashes
from mzdocs.publish.entry_changes import CardChange, OrderChange, cards_changed, order_changed, pages_changed, pieces
from mzdocs.publish.manifest import FORMAT
from mzdocs.publish.record import RECORD, Action, SetRecord, StationRecord

from . import workspaces
from .workspaces import Ended, Workspace

SALT = "0" * 32
ORDER = {
    "item": "展板 甲",
    "size": "600×900 mm",
    "material": "PVC",
    "inks": ["四色"],
    "quantity": 2,
    "places": ["大厅"],
}
OLD = {
    "data/stations/x.yaml": {"社区[1].监督员[1].工作电话": "0999-1", "名称": "甲站"},
    "data/stations/x-clients.csv": {"": "aa"},
}
NEW = {
    "data/stations/x.yaml": {"社区[1].监督员[1].工作电话": "0999-2", "名称": "甲站"},
    "data/stations/x-clients.csv": {"": "bb"},
}


def pdf(*pages: str) -> bytes:
    """A PDF whose pages are bars of these lengths; equal words give equal pages."""
    made, saved = pikepdf.new(), io.BytesIO()
    for word in pages:
        page = made.add_blank_page(page_size=(200, 100))
        page.Contents = made.make_stream(b"".join(b"%d 10 7 30 re f " % (8 * ord(c) % 180) for c in word))
    made.save(saved, deterministic_id=True)
    return saved.getvalue()


def entry(file: str, data: bytes, **more: Any) -> dict[str, Any]:
    hashed = {"page_hashes": page_hashes(data)} if file.endswith(".pdf") else {}
    pages = len(hashed.get("page_hashes", ()))
    about = {"kind": "board", "title": f"题 {file}", "pages": pages, "issued": "2026-10-12"}
    return {"file": file, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), **about, **hashed, **more}


def generation(
    root: Path,
    files: Mapping[str, tuple[bytes, Mapping[str, Any]]],
    record: StationRecord | None = None,
    name: str = "signage",
    versions: str = "1",
) -> Path:
    """One set of a station as it is delivered."""
    folder = root / ("reports/2026" if name == "reports" else name)
    folder.mkdir(parents=True)
    entries = [entry(file, data, **more) for file, (data, more) in files.items()]
    for file, (data, _) in files.items():
        (folder / file).write_bytes(data)
    said = {"format": FORMAT, "station": "甲站", "set": name, "versions": {"mzdocs": versions}, "files": entries}
    (folder / "manifest.json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    if record:
        (root / RECORD).write_bytes(record.to_bytes())
    return root


def listed(tmp_path: Path, before: Mapping[str, Any], after: Mapping[str, Any], **more: Any) -> ReprintList:
    old, new = generation(tmp_path / "old", before, **more), generation(tmp_path / "new", after, **more)
    return reprint_files(old, new)[0]


def only(found: ReprintList) -> ReprintLine:
    (line,) = found.lines
    return line


# pages, cards, orders


@pytest.mark.parametrize(
    ("before", "after", "made", "gone"),
    [
        ("abc", "abc", (), ()),
        ("abc", "axc", (2,), (2,)),
        ("abc", "abcd", (4,), ()),
        ("abc", "xabc", (1,), ()),
        ("abcd", "acd", (), (2,)),
        ("abcd", "aXd", (2,), (2, 3)),
        ("", "ab", (1, 2), ()),
    ],
)
def test_pages_that_only_moved_are_not_printed(
    before: str, after: str, made: Sequence[int], gone: Sequence[int]
) -> None:
    assert pages_changed(before, after) == (made, gone)


def test_cards_are_followed_by_their_number() -> None:
    before = (("01", "02", "03"), ("a", "A", "b", "B", "c", "C"))
    after = (("02", "03", "04"), ("b", "B", "c", "X", "d", "D"))
    assert cards_changed(before, after) == (
        CardChange("03", "changed", (2,)), CardChange("04", "new", (1, 2)), CardChange("01", "withdrawn"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({}, 0),
        ({"quantity": 5}, 3),
        ({"quantity": 1}, 0),
        ({"material": "铝"}, 2),
        ({"inks": ["黑"]}, 2),
        ({"places": ["门厅"]}, 0),
    ],
)
def test_an_order_of_another_make_is_made_again_and_of_a_larger_number_the_rest(change: dict, count: int) -> None:
    before, after = {"order": ORDER}, {"order": {**ORDER, **change}}
    assert {each.name for each in order_changed(before, after)} == {*change}
    assert pieces(before, after, seen=False) == count
    assert pieces(before, after, seen=True) == after["order"]["quantity"]


def test_of_cards_those_that_changed_are_counted() -> None:
    changes = (CardChange("03", "changed", (2,)), CardChange("04", "new"), CardChange("01", "withdrawn"))
    before, after = ({"order": {**ORDER, "quantity": count}, "cards": ["x"]} for count in (3, 3))
    assert pieces(before, after, seen=True, cards=changes) == 2
    assert order_changed(before, {**after, "order": {**after["order"], "quantity": 9}}) == ()


# the list


def test_the_first_build_prints_everything(tmp_path: Path) -> None:
    found, _ = reprint_files(None, generation(tmp_path / "new", {"a.pdf": (pdf("a", "b"), {"order": ORDER})}))
    line = only(found)
    assert found.first and (line.state, line.pages, line.pieces) == ("new", (1, 2), 2)


def test_what_is_new_changed_and_withdrawn_is_said_and_nothing_else(tmp_path: Path) -> None:
    before = {
        "same.pdf": (pdf("a"), {}),
        "other.pdf": (pdf("a", "b", "c"), {"order": ORDER}),
        "gone.pdf": (pdf("z"), {}),
    }
    after = {
        "same.pdf": before["same.pdf"],
        "other.pdf": (pdf("a", "X", "c"), {"order": ORDER}),
        "new.pdf": (pdf("n"), {}),
    }
    found = listed(tmp_path, before, after)
    assert [(each.file, each.state, each.pages, each.pieces) for each in found.lines] == [
        ("gone.pdf", "withdrawn", (), 0), ("new.pdf", "new", (1,), 0), ("other.pdf", "changed", (2,), 2),
    ]  # fmt: skip


def test_other_bytes_of_the_same_pages_are_not_printed(tmp_path: Path) -> None:
    before, after = pdf("a"), pdf("a") + b"% a comment\n"
    found = listed(tmp_path, {"a.pdf": (before, {})}, {"a.pdf": (after, {})})
    assert (found.lines, found.unseen) == ((), ("a.pdf",))


def test_an_order_is_listed_though_no_page_changed(tmp_path: Path) -> None:
    data = pdf("a")
    line = only(
        listed(tmp_path, {"a.pdf": (data, {"order": ORDER})}, {"a.pdf": (data, {"order": {**ORDER, "inks": ["黑"]}})})
    )
    assert (line.pages, line.pieces, line.order) == ((), 2, (OrderChange("inks", "四色", "黑"),))
    assert order_word(line.order[0]) == "油墨（版）：四色 → 黑"


def test_cards_withdrawn_and_changed_are_to_be_collected_once(tmp_path: Path) -> None:
    before, after = ["01", "02"], ["02", "03"]
    files = [
        {
            "b.pdf": (data, {"cards": cards, "order": {**ORDER, "quantity": 2}}),
            "b-outlined.pdf": (data, {"cards": cards, "made_from": "b.pdf", "step": "outlined", "order": ORDER}),
        }
        for data, cards in ((pdf("a", "A", "b", "B"), before), (pdf("b", "X", "c", "C"), after))
    ]
    found = listed(tmp_path, *files)
    assert {line.file: line.pieces for line in found.lines} == {"b.pdf": 2, "b-outlined.pdf": 0}
    assert [(card.card, card.state) for _, card in found.collected] == [("02", "changed"), ("01", "withdrawn")]
    assert [card_word(card) for card in found.lines[1].cards] == ["02 反面", "03 新增", "01 撤下"]


def test_where_libraries_are_others_pages_are_looked_at(tmp_path: Path) -> None:
    """The same picture by other operators: a sum would tell them apart, eyes do not."""
    before = pdf("a", "b")
    with pikepdf.open(io.BytesIO(before)) as made:
        made.pages[0].contents_add(b"1 w")
        made.pages[1].contents_add(b"99 9 30 30 re f")
        saved = io.BytesIO()
        made.save(saved)
    old = generation(tmp_path / "old", {"a.pdf": (before, {})})
    same = generation(tmp_path / "same", {"a.pdf": (saved.getvalue(), {})})
    other = generation(tmp_path / "other", {"a.pdf": (saved.getvalue(), {})}, versions="2")
    assert only(reprint_files(old, same)[0]).pages == (1, 2)
    assert only(reprint_files(old, other)[0]).pages == (2,)
    (old / "signage" / "a.pdf").write_bytes(before + b"%")
    assert only(reprint_files(old, other)[0]).pages == (1, 2), "what was delivered cannot be seen any more"


def test_of_a_word_file_the_pages_are_those_of_its_pdf(tmp_path: Path) -> None:
    before = {"p.docx": (b"1", {}), "p.pdf": (pdf("a", "b"), {})}
    after = {"p.docx": (b"2", {}), "p.pdf": (pdf("a", "X"), {})}
    found = listed(tmp_path, before, after, name="reports")
    assert [(each.file, each.pages) for each in found.lines] == [("p.docx", (2,)), ("p.pdf", (2,))]
    assert {each.folder for each in found.lines} == {"reports/2026"}


def test_a_manifest_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    new = generation(tmp_path / "new", {"a.pdf": (pdf("a"), {})})
    for number, spoilt in enumerate(
        ('{"format": "mzdocs-manifest/9"}', "[]", "{", '{"set": 1, "station": 2, "files": [3]}')
    ):
        old = generation(tmp_path / f"old{number}", {"a.pdf": (pdf("a"), {})})
        (old / "signage" / "manifest.json").write_text(spoilt)
        assert only(reprint_files(old, new)[0]).state == "new"


# facts, what is stale, why


def record(facts: Mapping[str, Any], now: str, used: str, parts: Mapping[str, str], salt: str = SALT) -> StationRecord:
    action = Action("k", parts, "o", used)
    return StationRecord(salt, {"signage": SetRecord({}, {"a.pdf": action})}, facts, now=now)


def test_facts_are_said_old_and_new_and_of_tables_nothing_but_the_name(tmp_path: Path) -> None:
    old = generation(
        tmp_path / "old", {"a.pdf": (pdf("a"), {})}, record({"f1": OLD}, "f1", "f1", {"title": "1", "fonts": "1"})
    )
    new = generation(
        tmp_path / "new", {"a.pdf": (pdf("b"), {})}, record({"f2": NEW}, "f2", "f2", {"title": "2", "fonts": "1"})
    )
    found, files = reprint_files(old, new)
    assert found.facts == (ChangedFact("data/stations/x.yaml", "社区[1].监督员[1].工作电话", "0999-1", "0999-2"),)
    assert found.tables == ("data/stations/x-clients.csv",)
    assert only(found).parts == ("标题",) and found.stale == ()
    assert b"bb" not in files[JSON_FILE].replace(b"x-clients", b"")


def test_what_was_not_made_again_is_stale_where_a_file_it_reads_says_other_things(tmp_path: Path) -> None:
    data = {"a.pdf": (pdf("a"), {})}
    both = {"f1": OLD, "f2": NEW}
    old = generation(tmp_path / "old", data, record({"f1": OLD}, "f1", "f1", {}))
    new = generation(tmp_path / "new", data, record(both, "f2", "f1", {}))
    (stale,) = reprint_files(old, new)[0].stale
    assert (stale.file, stale.facts) == ("a.pdf", ("社区[1].监督员[1].工作电话",)), "a board is made without the tables"
    of_house = {"a.pdf": (pdf("a"), {"kind": "archive"})}
    old = generation(tmp_path / "old2", of_house, record({"f1": OLD}, "f1", "f1", {}))
    new = generation(tmp_path / "new2", of_house, record(both, "f2", "f1", {}))
    assert reprint_files(old, new)[0].stale[0].facts == ("社区[1].监督员[1].工作电话", "x-clients.csv")
    fresh = generation(tmp_path / "fresh", data, record(both, "f2", "f2", {}))
    assert reprint_files(old, fresh)[0].stale == ()


def test_sums_under_another_salt_say_nothing(tmp_path: Path) -> None:
    old = generation(
        tmp_path / "old", {"a.pdf": (pdf("a"), {})}, record({"f1": OLD}, "f1", "f1", {"title": "1"}, "1" * 32)
    )
    new = generation(tmp_path / "new", {"a.pdf": (pdf("b"), {})}, record({"f2": NEW}, "f2", "f2", {"title": "2"}))
    found = reprint_files(old, new)[0]
    assert (only(found).parts, found.facts) == ((), ())


def test_nothing_of_a_private_set_is_said_but_which_file(tmp_path: Path) -> None:
    before = {"v.pdf": (pdf("a"), {"kind": "household", "title": "张三 户内档案"})}
    after = {"v.pdf": (pdf("b"), {"kind": "household", "title": "张三 户内档案"})}
    old, new = generation(tmp_path / "old", before, name="archive"), generation(tmp_path / "new", after, name="archive")
    found, files = reprint_files(old, new)
    assert only(found).title == "一户一档"
    assert "张三" not in files[JSON_FILE].decode() and "张三" not in cells_of(files[XLSX_FILE])


def test_a_whole_identity_number_is_never_said(tmp_path: Path) -> None:
    facts = [{"data/stations/x.yaml": {"备注": f"990103197406010{end}"}} for end in ("846", "854")]
    old = generation(tmp_path / "old", {"a.pdf": (pdf("a"), {})}, record({"f1": facts[0]}, "f1", "f1", {}))
    new = generation(tmp_path / "new", {"a.pdf": (pdf("b"), {})}, record({"f2": facts[1]}, "f2", "f2", {}))
    found, files = reprint_files(old, new)
    assert found.facts[0].after == "990103********0854"
    assert b"19740601" not in files[JSON_FILE]


# as it is read


def cells_of(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


def test_the_workbook_prints_on_a4_with_its_head_and_says_what_the_list_says(tmp_path: Path) -> None:
    before = {"a.pdf": (pdf("a", "A", "b", "B"), {"cards": ["01", "02"], "order": {**ORDER, "quantity": 2}})}
    after = {"a.pdf": (pdf("b", "X"), {"cards": ["02"], "order": {**ORDER, "quantity": 1}})}
    old = generation(tmp_path / "old", before, record({"f1": OLD}, "f1", "f1", {}))
    new = generation(tmp_path / "new", after, record({"f1": OLD, "f2": NEW}, "f2", "f1", {}))
    _, files = reprint_files(old, new)
    assert files == reprint_files(old, new)[1], "the same bytes every time"
    book = openpyxl.load_workbook(io.BytesIO(files[XLSX_FILE]))
    assert book.sheetnames == ["要印的", "要收回的", "没有重做的", "改了什么"]
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.freeze_panes == "A4" and sheet.print_title_rows == "$3:$3"
    said = cells_of(files[XLSX_FILE])
    for text in ("02 反面", "01 撤下", "不再有效，收回", "换新的，旧的收回", "0999-1", "0999-2", "有变，内容不列"):
        assert text in said
    told = json.loads(files[JSON_FILE])
    assert told["format"] == "mzdocs-reprint/1" and told["lines"][0]["cards"][0]["card"] == "02"


def test_pages_that_follow_each_other_are_drawn_together() -> None:
    assert numbers([3, 2, 8, 9, 10, 12]) == "2–3、8–10、12"


def test_the_command_line_says_the_first_few_and_how_many_more(tmp_path: Path) -> None:
    before = {f"{n:02}.pdf": (pdf("a"), {}) for n in range(MOST + 3)}
    after = {name: (pdf("b"), {}) for name in before}
    said = list(reprint_words(listed(tmp_path, before, after)))
    assert said[0] == f"甲站：{MOST + 3} 份要重印。"
    assert said[1] == "  signage/00.pdf 题 00.pdf：有变，第 1 页" and len(said) == MOST + 2
    assert said[-1] == "  ……另有 3 项，见 reprint.xlsx"
    (nothing,) = reprint_words(ReprintList("甲站", "2026-10-12"))
    assert nothing == "甲站：没有要重印的。"


BADGES = {"cards": ["01", "02"], "order": ORDER, "title": "甲站 胸牌"}


def badges(*pages: str, sheet: str = "s", **more: Any) -> dict[str, Any]:
    """Badges, their copy in outlines, and the sheet they stand on together."""
    about = {**BADGES, **more}
    return {
        "badges.pdf": (pdf(*pages), about),
        "badges-outlined.pdf": (pdf(*pages), {**about, "made_from": "badges.pdf"}),
        "badges-a4.pdf": (pdf(sheet), {"made_from": "badges-outlined.pdf"}),
    }


def test_a_document_is_one_line_whatever_is_made_of_it_and_signs_stand_first(tmp_path: Path) -> None:
    names = ("notice.docx", "data.csv", "data.json")
    notice: dict[str, Any] = {"notice.pdf": (pdf("a"), {}), **{name: (b"a", {}) for name in names}}
    again: dict[str, Any] = {"notice.pdf": (pdf("b"), {}), **{name: (b"b", {}) for name in names}}
    generation(tmp_path / "old", badges("a", "A", "b", "B"))
    generation(tmp_path / "new", badges("a", "A", "b", "X", sheet="t"))
    old = generation(tmp_path / "old", notice, name="archive")
    new = generation(tmp_path / "new", again, name="archive")
    found, files = reprint_files(old, new)
    assert [*reprint_words(found)] == [
        "甲站：2 份要重印，制品再做 1 件，1 份数据文件已换新，不用印。",
        "  signage/badges.pdf 胸牌：有变，02 反面，再做 1 件，自己印用 badges-a4.pdf 第 1 页",
        f"  archive/notice.pdf、.docx {found.lines[2].title}：有变，第 1 页",
        "  收回 02（甲站 胸牌）",
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(files[XLSX_FILE]))["要印的"]
    rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if isinstance(row[0], int)]
    assert [row[3] for row in rows] == [
        "badges.pdf\n自己印用 badges-a4.pdf 第 1 页", "data.csv、.json", "notice.pdf、.docx",
    ]  # fmt: skip
    assert [row[5] for row in rows] == ["4", "不用印", "1"]
    heads = [cell.value for cell in sheet[3]]
    assert "换哪几张卡" in heads and "订单改动" not in heads, "a column in which nothing would stand is not there"
    assert "再生成一次就换成新的清单" in str(sheet["A2"].value)


def test_what_is_only_taken_away_is_not_said_to_be_printed(tmp_path: Path) -> None:
    old = generation(tmp_path / "old", badges("a", "A", "b", "B"))
    new = generation(tmp_path / "new", badges("a", "A", sheet="t", cards=["01"], order={**ORDER, "quantity": 1}))
    said = [*reprint_words(reprint_files(old, new)[0])]
    assert said[:2] == ["甲站：1 份只撤不印。", "  signage/badges.pdf 胸牌：有变，02 撤下"]
    assert said[-1] == "  收回 02（甲站 胸牌）"


def test_pages_to_take_out_are_said_where_they_do_not_follow_from_those_to_print(tmp_path: Path) -> None:
    found = listed(tmp_path, {"a.pdf": (pdf("a", "b", "c", "d"), {})}, {"a.pdf": (pdf("a", "X", "d"), {})})
    assert [*reprint_words(found)][1] == "  signage/a.pdf 题 a.pdf：有变，第 2 页，抽去原第 2–3 页"
    assert "2\n抽去原第 2–3 页" in cells_of(reprint_files(tmp_path / "old", tmp_path / "new")[1][XLSX_FILE])


def test_of_long_facts_the_difference_is_said_and_of_stale_files_how_many_a_set_has() -> None:
    text = "甲" * 30 + "每周召开" + "乙" * 30
    facts = (
        ChangedFact("x.yaml", "条文", text, text.replace("每周", "每两周")),
        ChangedFact("x.yaml", "村", "011", ""),
    )
    stale = tuple(StaleLine("reports/2026", f"{n}.pdf", "", ("村",)) for n in range(3))
    said = [*reprint_words(ReprintList("甲站", "2026-10-12", facts=facts, stale=stale))]
    assert said[1] == f"  条文：……{'甲' * 7}每周召开{'乙' * 5}…… → ……{'甲' * 7}每两周召开{'乙' * 5}……"
    assert said[2] == "  村：011 → （没有）"
    assert said[-1] == "  reports/2026/0.pdf 等 3 个，见 reprint.xlsx"


def test_a_dry_run_names_the_first_files_says_how_many_more_and_writes_nothing(
    sample: Workspace, run: Callable[..., Ended]
) -> None:
    told = json.loads(run("build-signage", "--dry-run", "--json").out)["stations"][0]
    lines = run("build-signage", "--dry-run").out.splitlines()
    count = len(told["made"])
    assert lines[0].endswith(f"{count} 个文件，要重做 {count} 个，撤下 0 个。") and count > MOST_FILES
    assert [line.split()[0] for line in lines[1:-1]] == told["made"][:MOST_FILES]
    assert lines[-1] == f"  ……另有 {count - MOST_FILES} 个，--json 全部列出"
    assert not list(sample.output.rglob("*.pdf"))


def test_a_dry_run_tells_what_would_stop_a_build(sample: Workspace, run: Callable[..., Ended]) -> None:
    workspaces.replace(sample.station, "名称: 档案室", f"名称: {'档' * 32}")
    ended = run("build-signage", "--dry-run")
    assert (ended.code, [told.code for told in ended.errors]) == (Exit.FIT, ["MZ1634"])
    said = json.loads(run("build-signage", "--dry-run", "--json").out)
    assert (said["exit"], said["problems"][0]["code"]) == (Exit.FIT, "MZ1634")
