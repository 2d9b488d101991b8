"""What was probably meant by a value the model refused is offered; where two things can be meant, nothing is."""

from __future__ import annotations

import pytest

from mzdocs.load.first_bytes import kind_of
from mzdocs.load.meant_values import meant_by
from mzdocs.load.named_files import photo_meant, table_meant
from mzdocs.load.tables.cell_reasons import why_refused


@pytest.mark.parametrize(
    ("kind", "value", "meant"),
    [
        ("count_wrong", "约6120人", "6120"),
        ("count_wrong", "6 120", "6120"),
        ("count_wrong", "1.5万元", "15000"),
        ("count_wrong", "十七", "17"),
        ("count_wrong", "两台", "2"),
        ("count_wrong", "6120/6000", None),
        ("count_wrong", "6120.5", None),
        ("count_wrong", "若干", None),
        ("decimal_wrong", "96%", "96"),
        ("decimal_wrong", "约86.50㎡", "86.5"),
        ("date_wrong", "2026-11-20。", "2026-11-20"),
        ("date_wrong", "2026--11-20", "2026-11-20"),
        ("date_wrong", "二〇二六年十一月二十日", "2026-11-20"),
        ("date_wrong", "2026-02-30（周一）", None),
        ("date_wrong", "2026年11月底", None),
        ("year_wrong", "二〇二六年", "2026"),
        ("year_wrong", "明年", None),
        ("phone_wrong", "（咨询）0999-5550101", "0999-5550101"),
        ("phone_wrong", "同上", None),
        ("phone_wrong", "990103197406010846", None),
        ("serial_wrong", "12", None),
        ("serial_wrong", "一", None),
        ("credit_wrong", "1199010EMY55012032", None),
        ("file_wrong", r"C:\photos\a.png", None),
        ("file_wrong", r"photos\a.png", "photos/a.png"),
        ("text_empty", "6120", None),
    ],
)
def test_a_value_that_was_meant_is_offered(kind: str, value: str, meant: str | None) -> None:
    said = meant_by(kind, value)
    assert (said.zh, said.en) == ((f"，是不是 {meant}？", f"; did you mean {meant}?") if meant else ("", ""))


@pytest.mark.parametrize(
    ("meaning", "meant"), [("序号，2 位，例如 01", "01"), ("街道代码，3 位数字", "001"), ("", "001")]
)
def test_a_serial_is_filled_up_as_its_field_wants_it(meaning: str, meant: str) -> None:
    assert meant in meant_by("serial_wrong", "1", meaning).zh


@pytest.mark.parametrize(
    ("kind", "cell", "why"),
    [
        ("identity_wrong", "9901031974060108466", "有 19 位"),
        ("identity_wrong", "99010319740601084l", "字母"),
        ("identity_wrong", "待补", "字母或别的字"),
        ("identity_wrong", "欧阳静舒", "像是姓名"),
        ("identity_wrong", "990103197406010847", "校验码"),
        ("identity_wrong", "990103197402300846", "出生日期"),
        ("date_wrong", "2021-9", "少了日"),
        ("date_wrong", "2021-09-O2", "字母"),
        ("date_wrong", "2021-02-30", ""),
        ("count_wrong", "四百", "数字以外"),
        ("count_wrong", "", "这里空着"),
        ("literal_error", "x", ""),
    ],
)
def test_a_cell_of_persons_is_told_without_its_text(kind: str, cell: str, why: str) -> None:
    said = why_refused(kind, cell)
    assert why in said.zh and bool(said.zh) == bool(why)
    assert not cell or cell not in said.zh + said.en


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1", "RTF"),
        (b"BM\x36\0\0\0\0\0\0\0", "BMP"),
        (b"\0\0\0\x1cftypmif1", "HEIC"),
        (b"\xef\xbb\xbf <!DOCTYPE html>", "网页"),
        (b"PK\x03\x04", "压缩包"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "Office"),
    ],
)
def test_a_file_is_what_it_begins_as(raw: bytes, kind: str) -> None:
    said = kind_of(raw)
    assert said and kind in said.zh


@pytest.mark.parametrize("raw", [b"", "名称: 桃源".encode(), b"BM: 1", b"<<<<<<< HEAD", "代码,名称".encode("gb18030")])
def test_text_is_no_other_kind(raw: bytes) -> None:
    assert kind_of(raw) is None


def test_files_that_may_not_be_told_are_not_offered(tmp_path) -> None:
    for name in ("photos/.a.png", "photos/990103197406010846.png", "taoyuan.xlsx", "~$taoyuan-clients.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert not photo_meant(tmp_path, "photos/99010319740601084.png", frozenset()).zh
    assert not table_meant(tmp_path, "taoyuan-clients.csv", "客户档案", frozenset()).zh
    (tmp_path / "photos" / "a1.png").touch()
    assert "photos/a1.png" in photo_meant(tmp_path, "photos/al.png", frozenset()).zh
    assert not photo_meant(tmp_path, "photos/al.png", {"photos/a1.png"}).zh


def test_a_link_out_of_the_folder_is_not_offered(tmp_path) -> None:
    inside = tmp_path / "stations"
    (inside / "photos").mkdir(parents=True)
    (tmp_path / "001-01.png").touch()
    (inside / "photos" / "001-01.png").symlink_to(tmp_path / "001-01.png")
    assert not photo_meant(inside, "001-01.png", frozenset()).zh
