"""Names in an index: the order by pinyin and by strokes, the headings, and what cannot be read."""

from __future__ import annotations

import ast
import importlib.util
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mzdocs.core import han_table
from mzdocs.core.han_table import table
from mzdocs.derive import collation
from mzdocs.derive.collation import pinyin_key, pinyin_letter, stroke_key, strokes, unknown

IN_PINYIN = """
Anna 阿依古丽·某某 艾甲 安甲 薄甲 卜甲 查干巴拉 单于甲 陈甲 陈乙 种甲 褚甲 段甲 盖甲 葛甲 郭甲 哈甲 华甲 黄甲 纪甲
解放·甲 令狐甲 刘甲 吕甲 栾甲 罗甲 买买提·某某 毛甲 缪甲 万俟甲 那甲 乜甲 聂甲 区甲 欧阳甲 朴甲 覃甲 仇甲 任甲 单甲
上官甲 召甲 折甲 司徒甲 澹台甲 汪甲 王丁 王二 王一 尉甲 冼甲 肖甲 解甲 燕甲 尉迟甲 乐甲 员甲 曾甲 查甲 翟甲 祭甲 张飞一
张甲 章甲 甄甲 诸葛甲 訾甲
"""
IN_STROKES = """
乙甲 丁甲 卜甲 马甲 王一 王丁 王甲 毛甲 尹甲 邓甲 石甲 龙甲 叶甲 田甲 白甲 冯甲 司徒甲 刘甲 李甲 杨甲 吴甲 何甲
张甲 陈甲 单甲 赵甲 胡甲 钱甲 徐甲 郭甲 黄甲 董甲 曾甲 谢甲 蔡甲 翟甲 戴甲
"""
LETTERS = """
单甲=S 曾甲=Z 查甲=Z 仇甲=Q 解甲=X 任甲=R 区甲=O 翟甲=Z 尉迟甲=Y 尉甲=W 万俟甲=M 万甲=W 朴甲=P 盖甲=G 覃甲=Q
冼甲=X 缪甲=M 乐甲=Y 欧阳甲=O 司徒甲=S 诸葛甲=Z 上官甲=S 单于甲=C 长孙甲=Z 令狐甲=L 澹台甲=T 种甲=C 召甲=S
折甲=S 祭甲=Z 繁甲=P 肖甲=X 㛃甲=J 𬭎甲=H 𫞩甲=M anna=A Ａnna=A Émile=E 买买提·吐尔逊=M 查理·甲=C 查干巴拉=C
"""
BY_PINYIN, BY_STROKES = IN_PINYIN.split(), IN_STROKES.split()


def shuffled(row: list[str]) -> list[str]:
    return random.Random(990103).sample(row, len(row))


def test_names_stand_in_the_order_of_pinyin():
    assert len(BY_PINYIN) >= 40
    assert sorted(shuffled(BY_PINYIN), key=pinyin_key) == BY_PINYIN


def test_names_stand_in_the_order_of_strokes():
    assert sorted(shuffled(BY_STROKES), key=stroke_key) == BY_STROKES
    assert [strokes(name) for name in BY_STROKES] == sorted(strokes(name) for name in BY_STROKES)


@pytest.mark.parametrize("pair", LETTERS.split())
def test_a_surname_is_read_as_a_surname(pair):
    name, letter = pair.split("=")
    assert pinyin_letter(name) == letter
    assert unknown(name) == ""


def test_a_dot_or_a_long_name_has_no_surname():
    assert pinyin_key("单甲")[0][0][:2] == ("shan", 4)
    assert pinyin_key("单·甲")[0][0][:2] == ("dan", 1)
    assert pinyin_key("曾甲乙丙丁")[0][0][:2] == ("ceng", 2)


def test_a_given_name_is_not_read_as_a_surname():
    assert [sound[:2] for sound in pinyin_key("李单晟")[0]] == [("li", 3), ("dan", 1), ("sheng", 4)]
    assert pinyin_key("晟甲")[0][0][:2] == ("cheng", 2)


def test_one_surname_stays_together_and_the_short_name_is_first():
    row = ["汪一", "王", "王一", "王一一", "王乙", "旺一"]
    assert sorted(shuffled(row), key=pinyin_key) == row


def test_u_with_dots_follows_u_and_precedes_what_is_longer():
    assert sorted("栾吕鲁略伦卢", key=pinyin_key) == list("卢鲁吕栾略伦")


def test_tone_then_strokes_then_their_kinds():
    assert sorted("马麻骂妈", key=pinyin_key) == list("妈麻马骂")
    assert sorted("章张彰", key=pinyin_key) == list("张章彰")
    assert sorted("士土丁十干于", key=stroke_key) == list("十丁干于土士")


@pytest.mark.parametrize(
    ("char", "count"), [("乙", 1), ("丁", 2), ("王", 4), ("龙", 5), ("单", 8), ("乘", 10), ("曾", 12), ("龘", 48)]
)
def test_strokes_of_the_first_character(char, count):
    assert strokes(char + "甲") == count


def test_rare_characters_are_counted_in_the_shape_of_the_standard():
    assert [strokes(char) for char in "㛃𬭎𫞩䜣䴙𬙊"] == [9, 12, 14, 6, 18, 18]


def test_the_standard_itself_is_in_order():
    """Three stretches of 通用规范汉字表, one of each of its levels, over the edge of a stroke count."""
    for stretch in ("人入儿匕几九刁了刀力乃又三干", "邛艽", "乂乜兀弋"):
        assert sorted(shuffled(list(stretch)), key=stroke_key) == list(stretch)


@pytest.mark.parametrize("name", ["Иван", "9甲", "١", "ბ", "あき", "\ue000甲", "\U00035000"])
def test_what_has_no_reading_is_told_and_stands_last(name):
    assert unknown(name) == name.removesuffix("甲")
    assert pinyin_letter(name) == "#"
    assert all(pinyin_key(name) > pinyin_key(known) for known in BY_PINYIN)


def test_unknown_lists_each_character_once_and_nothing_else():
    assert unknown("王あ9あ Ли·a𠀀") == "あ9Ли"
    assert unknown("阿依·古丽-Anna") == ""


def test_a_han_character_without_a_reading_is_under_the_mark_but_has_strokes():
    silent = "𪠀"
    assert table().syllable(silent) == "" and unknown(silent) == silent
    assert pinyin_letter(silent) == "#" and strokes(silent) > 0
    assert pinyin_key("佐甲") < pinyin_key(silent) < pinyin_key("あ")


def test_what_has_no_strokes_is_zero_and_last():
    assert [strokes(name) for name in ("Anna", "あき", "", "\ue000")] == [0, 0, 0, 0]
    assert max(["齉甲", "龘甲", "Anna"], key=stroke_key) == "Anna"


def test_nothing_and_only_a_dot():
    for name in ("", "·", "　"):
        assert (pinyin_letter(name), strokes(name), unknown(name)) == ("#", 0, "")
        assert pinyin_key(name) > pinyin_key("あ") and stroke_key(name) > stroke_key("龘")


def test_blanks_that_spread_a_short_name_change_nothing():
    assert pinyin_key("单　甲")[0] == pinyin_key("单甲")[0]


def test_compatibility_characters_are_the_ones_they_stand_for():
    assert pinyin_key("\uf9d1甲")[0] == pinyin_key("六甲")[0]
    assert stroke_key("甲\U000e0100")[0] == stroke_key("甲")[0]


def test_two_names_never_have_one_key():
    row = ["买买提吐尔逊", "买买提·吐尔逊", "单　甲", "单甲"]
    assert len({pinyin_key(name) for name in row}) == len({stroke_key(name) for name in row}) == len(row)


def test_headings_agree_with_the_order():
    rng = random.Random(1)
    pool = [*table().order][:12000] + list("Aé9あ·𠀀𪠀")
    row = ["".join(rng.choices(pool, k=rng.randint(1, 5))) for _ in range(3000)]
    letters = [pinyin_letter(name) for name in sorted(row, key=pinyin_key)]
    counts = [strokes(name) or 99 for name in sorted(row, key=stroke_key)]
    assert letters == sorted(letters, key=lambda letter: (letter == "#", letter))
    assert counts == sorted(counts)


def test_the_table_knows_the_whole_standard():
    found = table()
    assert len(found.order) > 21_000
    assert all(found.syllable(char) and found.count(char) for char in "堃喆淼犇赟翀㛃㭎𬍛𬭎𫞩䴙")
    assert {sound for sound in found.syllables if not re.fullmatch(r"[a-zü]+[1-5]", sound)} == {""}


def test_the_tables_of_surnames_hold_only_what_differs():
    found = table()
    assert not [char for char, sound in (collation.SURNAMES | collation.GIVEN).items() if found.syllable(char) == sound]
    for name, sounds in collation.COMPOUNDS.items():
        alone = [collation.SURNAMES.get(name[0], found.syllable(name[0])), *map(found.syllable, name[1:])]
        assert len(sounds.split()) == len(name) and sounds.split() != alone


def test_the_table_is_loaded_only_when_asked_for():
    source = Path(collation.__file__).read_text(encoding="utf-8")
    top = {node.module for node in ast.parse(source).body if isinstance(node, ast.ImportFrom)}
    assert top <= {"__future__", "functools", "mzdocs.core.han_table"}
    asked = "import sys; from mzdocs.core.han_table import table as t; import mzdocs.derive.collation; "
    asked += "print(t.cache_info().misses, 'pypinyin' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", asked], text=True).split() == ["0", "False"]


def test_a_name_is_read_in_a_few_calls():
    """A hundred thousand a second on the machine it was written on; how fast another is says nothing."""
    row = [
        a + b + c for a in "王李单曾欧" for b in "一二三四五六七八九十" for c in collation.READ_AS_SURNAMES if c > "z"
    ]
    sorted(row, key=pinyin_key)
    calls = 0

    def one_more(frame: object, event: str, what: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(one_more)
    for name in row:
        pinyin_key(name)
    sys.setprofile(None)
    assert 5 < calls / len(row) < 30


def test_the_table_is_small_and_says_its_sources():
    import zipfile

    path = Path(han_table.__file__).with_name("collation.zip")
    assert path.stat().st_size < 150_000
    assert "Unicode License" in zipfile.ZipFile(path).read("SOURCES.txt").decode()


def maker():
    path = Path(collation.__file__).parents[3] / "scripts" / "collation_table.py"
    spec = importlib.util.spec_from_file_location("collation_table", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_is_made_of_pinned_files_only(tmp_path):
    make = maker()
    (tmp_path / make.CN_SORT[0]).write_bytes(b"another")
    with pytest.raises(SystemExit, match="not the pinned file"):
        make.pinned(tmp_path, make.CN_SORT)


def test_what_is_out_of_step_takes_its_forerunner():
    make = maker()
    assert make.anchored([6, 6, 11, 7, 7, 5, 8]) == [6, 6, 6, 7, 7, 7, 8]
    assert make.true_strokes({"讠": "6 7", "䜣": "11", "讻": "6"}, [["讠", "䜣", "讻"]]) == {"讠": 6, "䜣": 6, "讻": 6}


def test_a_reading_is_the_first_in_use_that_the_standard_has():
    unihan = {
        "kTotalStrokes": dict.fromkeys("罗拓了吕", "8"),
        "kTGHZ2013": {"罗": "238.030:luó", "拓": "355.150:tà 376.080:tuò", "了": "1.1:le 2.2:liǎo"},
        "kMandarin": {"吕": "lǚ", "罗": "luō"},
    }
    said = maker().readings({"罗": "luō,luó", "拓": "zhí,tuò,tà", "了": "le,liǎo"}, unihan)
    assert said == {"罗": "luo2", "拓": "tuo4", "了": "liao3", "吕": "lü3"}
