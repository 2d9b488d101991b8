"""`check --fix`: every change removes its finding and changes nothing else; what is ambiguous is left alone."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mzdocs.build.mended_files import in_their_place, mended_files
from mzdocs.core.problems import Stopped
from mzdocs.core.simplified import simplified
from mzdocs.load import Workspace as Space
from mzdocs.load.data_mending import mended_data
from mzdocs.load.tables.table_formats import CLIENT_TABLE
from mzdocs.load.tables.table_mending import mended_table
from mzdocs.load.workbook import open_book
from mzdocs.load.workbook.book_reading import tree_of_book
from mzdocs.model.station import Station

from .faults import Fault, corpus
from .workbooks import Book, as_book, edit, with_parts
from .workspaces import DATA, Ended, Workspace, listing, people, replace

Run = Callable[..., Ended]
ROOT = DATA.parent
MECHANICAL = {"MZ1002", "MZ1012", "MZ1014", "MZ1015", "MZ1016", "MZ1017", "MZ1252", "MZ1251"}
FAULTS = [each for each in corpus() if each.code in MECHANICAL and each.command == ("check",)]
LEFT_TO_A_PERSON = {
    "words behind a quote", "a value that is all comment", "a path of Windows in quotes",
}  # fmt: skip
SAMPLE = (DATA / "stations" / "taoyuan.yaml").read_bytes()


def mended(text: str) -> tuple[str, list[str]]:
    after, mends = mended_data(Station, text.encode(), "taoyuan.yaml")
    return after.decode(), [each.says.zh for each in mends]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_mechanical_fault_is_mended_and_nothing_is_left_of_it(fault: Fault, sample: Workspace, run: Run) -> None:
    """Most are then as they were, byte for byte; where the fault is in words of its own, its code is gone."""
    before = listing(sample.root)
    fault.spoil(sample)
    spoilt = listing(sample.root)
    station = next(each for each in (sample.station, sample.station.with_suffix(".xlsx")) if each.exists())
    files = mended_files([station], Space(sample.root))
    assert bool(files) == (fault.name not in LEFT_TO_A_PERSON)
    if not files:
        return
    kept = {each.kept for each in in_their_place(files)}
    after = listing(sample.root)
    backs = {name: value for name, value in after.items() if ".bak" in name}
    assert {sample.root / name for name in backs} == kept
    assert {value for name, value in spoilt.items() if before.get(name) != value} == set(backs.values())
    if {name: value for name, value in after.items() if name not in backs} != before:
        ended = run("check")
        assert not {told.code for told in ended.told} & MECHANICAL, ended.said


@pytest.mark.parametrize("value", ["# 待核实", "#待核实", "@桃溪路 # 待核实"])
def test_what_may_be_a_comment_is_never_made_a_value(value: str) -> None:
    text = re.sub("(?m)^地址: .*$", f"地址: {value}", SAMPLE.decode())
    assert mended(text) == (text, [])


def test_most_mechanical_faults_of_the_corpus_are_mended() -> None:
    assert {each.name for each in FAULTS} >= LEFT_TO_A_PERSON
    assert len(FAULTS) >= 30 + len(LEFT_TO_A_PERSON)


def test_the_sample_is_left_as_it_is() -> None:
    space = Space(ROOT)
    assert mended_files(space.station_files(), space) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("邮编: 990103", "邮编：990103"), ("邮编: 990103", "邮编:990103"), ("邮编: 990103", "邮编:\u3000990103"),
        ("  监督: 0999", "\t监督: 0999"), ("  监督: 0999", "\u3000监督: 0999"),
        ("  监督: 0999", "\u00a0\u00a0监督: 0999"),
        ("    职务: 站长", "    职务:站长"), ("  - 代码: \"02\"", "  -代码: \"02\""),
        ("  - 代码: \"02\"", "  － 代码: \"02\""),
        ('街道代码: "001"', "街道代码: “001”"), ("制发日期: 2026-10-12", "制发日期: 2026/10/12"),
        ("制发日期: 2026-10-12", "制发日期: 2026年10月12日"), ("制发日期: 2026-10-12", "制发日期: ２０２６-10-12"),
        ("邮编: 990103", "邮编: ９９０１０３"), ("邮编: 990103", "由编: 990103"), ("办公时间:", "辦公時間:"),
        ("地址: 云川市", "地 址: 云川市"), ("咨询: 0999-5551001", "咨询: （0999）5551001"),
        ("名称: 澄江区桃源街道民政工作站", "名称: 澄江区桃源街道民政工作站\u3000"),
    ],
)  # fmt: skip
def test_what_is_mended_is_the_file_as_it_was(right: str, wrong: str) -> None:
    text = SAMPLE.decode()
    assert right in text
    after, says = mended(text.replace(right, wrong, 1))
    assert after == text
    assert len(says) == 1
    assert " → " in says[0]


def test_many_slips_of_one_file_are_mended_together_whatever_its_line_ends() -> None:
    text = SAMPLE.decode()
    pairs = [("邮编: 990103", "邮编：990103"), ("  监督: 0999", "\t监督: 0999"), ("    职务: 站长", "    职务:站长"),
             ("制发日期: 2026-10-12", "制发日期: 2026.10.12")]  # fmt: skip
    wrong = text
    for right, slip in pairs:
        wrong = wrong.replace(right, slip, 1)
    for change in (lambda one: one, lambda one: one.replace("\n", "\r\n"), lambda one: "\ufeff" + one):
        after, says = mended(change(wrong))
        assert after == change(text)
        assert len(says) == len(pairs)


@pytest.mark.parametrize(
    "wrong",
    [
        "制发日期: 03/04/2026", "制发日期: 26-03-04", "制发日期: 明天", "邮编: 99010", "邮箱: a@example.com",
        "邮编: 990103 # 号", "职务: 副站", "邮编: 990103\n邮编: 990104",
    ],
)  # fmt: skip
def test_what_is_ambiguous_is_never_touched(wrong: str) -> None:
    key = wrong.partition(":")[0]
    lines = SAMPLE.decode().splitlines(keepends=True)
    at = next((number for number, line in enumerate(lines) if line.strip().startswith(f"{key}:")), 3)
    blanks = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    text = "".join([*lines[:at], f"{blanks}{wrong}\n", *lines[at + (key != "邮箱") :]])
    assert mended(text) == (text, [])


def test_slips_at_random_are_mended_or_left_alone() -> None:
    text = SAMPLE.decode()
    lines = text.split("\n")
    rng = random.Random(7)
    slips = (
        lambda line: line.replace(": ", "：", 1), lambda line: line.replace(": ", ":", 1),
        lambda line: line.replace("  ", "\t", 1), lambda line: line.replace("- ", "-", 1),
        lambda line: line.replace("  ", "\u3000", 1), lambda line: line.replace("- ", "— ", 1),
    )  # fmt: skip
    mended_count = 0
    for _ in range(40):
        at, slip = rng.randrange(len(lines)), rng.choice(slips)
        spoilt = slip(lines[at])
        if spoilt == lines[at] or lines[at].lstrip().startswith("#"):
            continue
        wrong = "\n".join([*lines[:at], spoilt, *lines[at + 1 :]])
        after, says = mended(wrong)
        assert after in (text, wrong) or says == [], (lines[at], spoilt)
        mended_count += after == text
    assert mended_count >= 20


# tables


def spoilt_table(workspace: Workspace) -> tuple[str, str]:
    """The table with habits of writing in three cells, and as it was."""
    right = workspace.table.read_text("utf-8")
    rows = list(csv.reader(io.StringIO(right)))
    at = rows[0].index("确认日期")
    wrong = right.replace(rows[1][at], rows[1][at].replace("-", "/"), 1)
    number = rows[3][2]
    return wrong.replace(f",{number},", f", {number} ,", 1), right


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_table_keeps_its_encoding_and_its_line_ends(encoding: str, newline: str, sample: Workspace) -> None:
    wrong, right = (text.replace("\n", newline).encode(encoding) for text in spoilt_table(sample))
    after, mends = mended_table(CLIENT_TABLE, wrong, "clients.csv")
    assert after == right
    assert len(mends) == 2
    assert mended_table(CLIENT_TABLE, right, "clients.csv") == (right, [])


def test_cells_in_quotes_and_columns_of_ones_own_stay(sample: Workspace) -> None:
    wrong, right = spoilt_table(sample)

    def quoted(text: str) -> bytes:
        rows = [[*row, 'a,"b"'] for row in csv.reader(io.StringIO(text))]
        out = io.StringIO()
        csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
        return out.getvalue().encode()

    assert mended_table(CLIENT_TABLE, quoted(wrong), "clients.csv")[0] == quoted(right)


def test_a_workbook_is_mended_in_its_cells_and_only_where_nothing_is_lost(sample: Workspace) -> None:
    book = as_book(sample)
    sound = tree_of_book(open_book(book.read_bytes(), book.name), Station)[0].root
    edit(book, lambda each: _fill(each, "6,120人"))
    (file,) = mended_files([book], Space(sample.root))
    assert [(str(each.location), each.says.zh) for each in file.mends] == [
        ("data/stations/taoyuan.xlsx 社区!D3 社区[1].人口", "6,120人 → 6120")
    ]
    (done,) = in_their_place([file])
    assert done.kept and done.kept.read_bytes() == file.before
    assert tree_of_book(open_book(book.read_bytes(), book.name), Station)[0].root == sound
    assert mended_files([book], Space(sample.root)) == []
    for what, spoil in {
        "formula": lambda each: _fill(each, '="6120"&"人"'),
        "number": lambda each: _fill(each, 6120.5),
    }.items():
        edit(book, spoil)
        assert mended_files([book], Space(sample.root)) == [], what
    edit(book, lambda each: _fill(each, "6,120人"))
    assert mended_files([book], Space(sample.root)) != []
    book.write_bytes(with_parts(book.read_bytes(), {"xl/charts/chart1.xml": b"<a/>"}))
    assert mended_files([book], Space(sample.root)) == []


def _fill(book: Book, value: object) -> None:
    book["社区"]["D3"] = value


def test_a_table_that_cannot_be_read_stays(sample: Workspace) -> None:
    for raw in (b"PK\x03\x04rest", b"\xff\xfe\x00", b'a,b\n"c', sample.table.read_bytes()[:40]):
        assert mended_table(CLIENT_TABLE, raw, "clients.csv") == (raw, [])


def test_no_value_of_a_table_is_told(sample: Workspace, run: Run) -> None:
    wrong, right = spoilt_table(sample)
    sample.table.write_text(wrong, "utf-8")
    ended = run("check", "--fix")
    assert sample.table.read_text("utf-8") == right
    assert "日期没有写成 年-月-日" in ended.out
    assert "改了 2 处" in ended.out
    households = {cell for row in csv.reader(io.StringIO(right)) for cell in row[1:3]} - {"户主", "身份证号"}
    assert not [each for each in households if each in ended.said]


# the command


def test_the_file_as_it_was_is_kept_under_the_next_number(sample: Workspace, run: Run) -> None:
    for number in (1, 2):
        replace(sample.station, "邮编: 990103", "邮编：990103")
        wrong = sample.station.read_bytes()
        ended = run("check", "taoyuan", "--fix")
        assert ended.code == 0, ended.said
        assert f"data/stations/taoyuan.yaml：原来的存为 data/stations/taoyuan.yaml.bak{number}" in ended.out
        assert sample.station.with_name(f"taoyuan.yaml.bak{number}").read_bytes() == wrong
    assert "邮编：990103 → 邮编: 990103" in ended.out
    assert run("check", "--fix").out.startswith("没有可以自动改的。")


def test_a_dry_run_shows_and_changes_nothing(sample: Workspace, run: Run) -> None:
    replace(sample.station, "邮编: 990103", "邮编：990103")
    before = listing(sample.root)
    ended = run("check", "--fix", "--dry-run")
    assert listing(sample.root) == before
    assert "可以自动改 1 处；没有改动文件。" in ended.out
    assert ended.codes[0] == "MZ1002"
    assert run("check", "--dry-run").code == 2
    assert run("check", "--fix", "--year", "2025").code == 2


def test_the_districts_file_is_mended_too(sample: Workspace, run: Run) -> None:
    before = sample.district.read_bytes()
    replace(sample.district, "年度: 2026", "年度：2026")
    assert run("check", "--fix").code == 0
    assert sample.district.read_bytes() == before


def test_json_stays_json(sample: Workspace, run: Run) -> None:
    replace(sample.station, "邮编: 990103", "邮编：990103")
    ended = run("check", "--fix", "--json")
    assert json.loads(ended.out)["exit"] == 0
    assert "改了 1 处" in ended.err


def test_a_link_is_followed_and_a_mode_kept(sample: Workspace) -> None:
    real = sample.root / "elsewhere.yaml"
    sample.station.rename(real)
    real.chmod(0o640)
    sample.station.symlink_to(real)
    replace(real, "邮编: 990103", "邮编：990103")
    space = Space(sample.root)
    list(in_their_place(mended_files([sample.station], space)))
    assert sample.station.is_symlink()
    assert "邮编: 990103" in real.read_text("utf-8")
    assert real.stat().st_mode & 0o777 == 0o640


def test_what_cannot_be_written_leaves_the_file(sample: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    replace(sample.station, "邮编: 990103", "邮编：990103")
    files = mended_files([sample.station], Space(sample.root))
    before = listing(sample.root)

    def full(path: Path, data: bytes, mode: int) -> None:
        raise OSError(28, "")

    monkeypatch.setattr("mzdocs.publish.disk.write", full)
    with pytest.raises(Stopped) as stopped:
        list(in_their_place(files))
    assert [each.code for each in stopped.value.problems] == ["MZ7175"]
    assert listing(sample.root) == before


def test_what_was_changed_meanwhile_or_is_not_to_be_changed_stays(sample: Workspace) -> None:
    replace(sample.station, "邮编: 990103", "邮编：990103")
    files = mended_files([sample.station], Space(sample.root))
    for change in (
        lambda: replace(sample.station, "桃溪路 26 号", "桃溪路 27 号"),
        lambda: sample.station.chmod(0o400),
    ):
        change()
        before = listing(sample.root)
        with pytest.raises(Stopped, match="MZ7175"):
            list(in_their_place(files))
        assert listing(sample.root) == before


def test_what_was_mended_before_one_that_cannot_be_is_told(sample: Workspace, run: Run) -> None:
    replace(sample.district, "年度: 2026", "年度： 2026")
    replace(sample.station, "邮编: 990103", "邮编：990103")
    sample.station.chmod(0o400)
    ended = run("check", "--fix")
    assert (ended.code, ended.only("MZ7175").location) == (15, "data/stations/taoyuan.yaml")
    assert "district.yaml.bak1" in ended.said


def test_names_of_persons_in_client_tables_stay_out_of_what_is_said(sample: Workspace, run: Run) -> None:
    said = run("check", "--fix").said
    assert not [each for each in people(sample) if each in said]


# traditional characters


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("民政業務窗口", "民政业务窗口"), ("臺灣", "台湾"), ("後勤", "后勤"), ("裏面", "里面"), ("瞭解", "了解"),
        ("準備", "准备"),
        ("檔案室", "档案室"), ("乾隆", "乾隆"), ("乾燥", "乾燥"), ("瞭望", "瞭望"), ("於先生", "於先生"),
        ("著作", "著作"), ("皇后", "皇后"),
        ("公里", "公里"), ("批准", "批准"), ("䶮湖街道", "䶮湖街道"), ("为人民服务", "为人民服务"),
        ("", ""), ("A1、。", "A1、。"),
    ],
)  # fmt: skip
def test_only_what_is_traditional_in_every_word_is_simplified(text: str, standard: str) -> None:
    assert simplified(text) == standard


def test_traditional_characters_are_changed_when_that_is_asked_for(sample: Workspace, run: Run) -> None:
    before = sample.station.read_bytes()
    replace(sample.station, "名称: 档案室", "名称: 檔案室")
    assert [each.code for each in run("check", "--fix").told if each.code == "MZ4013"] == ["MZ4013"]
    ended = run("check", "--fix", "--simplify")
    assert "檔案室 → 档案室" in ended.out
    assert "MZ4013" not in ended.codes
    assert sample.station.read_bytes() == before
    assert run("check", "--simplify").code == 2


def test_a_persons_name_is_told_and_never_changed(sample: Workspace, run: Run) -> None:
    replace(sample.station, "姓名: 刘菊", "姓名: 劉菊", 9)
    before = sample.station.read_bytes()
    ended = run("check", "--fix", "--simplify")
    assert "劉→刘" in ended.said
    assert sample.station.read_bytes() == before


def test_the_sample_has_no_traditional_character() -> None:
    space = Space(ROOT)
    texts = [path.read_text("utf-8") for path in (space.district_file, *space.station_files())]
    assert [text for text in texts if simplified(text) != text] == []
