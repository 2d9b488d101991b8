"""Nothing of the environment a process starts in reaches a page, by whichever door mzdocs is entered."""

from __future__ import annotations

import io
import locale
import os
import subprocess
import sys
import types

import pikepdf
import pytest
from pikepdf import Dictionary

from mzdocs.cli.show import printable
from mzdocs.core.environment import as_typed, settle

from . import workspaces
from .strange import STRANGE, generated

KEPT = {"HOME", "MZDOCS_LANG", "MZDOCS_FONTS", "PATH", "PYTHONHASHSEED", "TZ", "XDG_DATA_HOME", "GOPATH", "LOCPATH"}
PAGE = """<html lang="zh-CN"><title>页</title><p style="font-family:LXGW WenKai">救助对象 AVATAR office</p>
<p style="font-family:Noto Serif CJK SC">AVATAR office</p><svg><text>骨</text></svg>"""
ENTRY = f"""
import locale, sys
locale.setlocale(locale.LC_ALL, "")
print(locale.setlocale(locale.LC_CTYPE), file=sys.stderr)
from mzdocs.core.problems import Location
from mzdocs.render import engine
sys.stdout.buffer.write(engine.lay_out({PAGE!r}, "", {{}}, Location()).write("plain"))
"""
"""The library's own entry, in a program that has asked for the user's locale as many do."""


def made(**environment: str) -> tuple[str, bytes]:
    """The locale a process started in, and the page it made."""
    done = subprocess.run(
        [sys.executable, "-c", ENTRY], env={**os.environ, **environment}, capture_output=True, check=True, timeout=60
    )
    return done.stderr.decode().strip(), done.stdout


def fonts_of(data: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [str(each.BaseFont) for each in pdf.objects if isinstance(each, Dictionary) and "/BaseFont" in each]
    return {name.split("+")[1] for name in found}


def test_a_page_is_the_same_in_a_chinese_locale_and_under_every_setting(tmp_path):
    (_, plain), (began, strange) = made(LC_ALL="C"), made(**generated(tmp_path))
    assert began == "zh_CN.UTF-8"
    assert "LXGW-WenKai" in fonts_of(strange)
    assert strange == plain


def test_what_libraries_read_goes_and_what_mzdocs_and_the_user_need_stays(monkeypatch):
    with monkeypatch.context() as patch:
        for name in {*STRANGE, *KEPT}:
            patch.setenv(name, STRANGE.get(name, "x"))
        settle()
        assert {*STRANGE, *KEPT} & set(os.environ) == {*KEPT, "LC_ALL", "FC_LANG"}
        assert (os.environ["LC_ALL"], os.environ["FC_LANG"]) == ("C.UTF-8", "en")
    assert locale.setlocale(locale.LC_ALL) == "C.UTF-8"


def test_in_a_locale_of_gbk_names_are_read_as_utf_8_and_what_is_said_is_in_it(tmp_path):
    """Folder, photo and words of the command line are Chinese; the words as she types them, the others as they are."""
    folder = tmp_path / "locales"
    folder.mkdir()
    subprocess.run(["localedef", "-i", "zh_CN", "-f", "GBK", str(folder / "zh_CN.GBK")], check=True, timeout=60)
    space = workspaces.make(tmp_path / "桃源甲乙丙")
    (space.photos / "001-staff-01.png").rename(space.photos / "张三.png")
    workspaces.replace(space.station, "photos/001-staff-01.png", "photos/张三.png")
    named = os.fsdecode(os.fsencode(tmp_path) + b"/" + "旧盘甲".encode("gbk"))
    os.mkdir(named)

    def said(*words: str) -> tuple[int, str]:
        environment = {**os.environ, "LOCPATH": str(folder), "LC_ALL": "zh_CN.GBK"}
        line = [sys.executable, "-m", "mzdocs", *(word.encode("gbk") for word in words)]
        done = subprocess.run(line, cwd=space.root, env=environment, capture_output=True, check=False, timeout=60)
        return done.returncode, (done.stdout + done.stderr).decode("gbk")

    code, text = said("check", "桃源街道")
    assert (code, "检查了 1 个工作站：数据无错误" in text) == (0, True), text
    code, text = said("verify", "../没有的甲")
    assert (code, "错误 MZ7807 没有的甲\n" in text) == (18, True), text
    code, text = said("verify", "../旧盘甲")
    assert (code, "错误 MZ7807 旧盘甲\n" in text) == (18, True), text


@pytest.mark.parametrize(("screen", "word", "read"), [
    ("gb18030", "桃源甲".encode("gb18030"), "桃源甲"), ("gb18030", "桃源甲".encode(), "桃源甲"),
    ("utf-8", b"\xcc\xd2", None), ("ascii", b"\xcc\xd2", None), ("gb18030", b"\xff", None),
    ("gb18030", b"a\nb", "a\nb"), ("gb18030", b"there\xcc", None),
])  # fmt: skip
def test_words_are_read_as_they_were_typed_unless_a_file_is_called_so(tmp_path, monkeypatch, screen, word, read):
    monkeypatch.chdir(tmp_path)
    (tmp_path / os.fsdecode(b"there\xcc")).touch()
    monkeypatch.setattr(sys, "stdout", types.SimpleNamespace(encoding=screen))
    assert as_typed([os.fsdecode(word)]) == [os.fsdecode(word) if read is None else read]


@pytest.mark.parametrize(("name", "shown"), [
    ("没有的甲".encode("gb18030"), "没有的甲"), ("没有的甲".encode(), "没有的甲"),
    ("桃源/旧盘".encode("gb18030"), "桃源/旧盘"), (b"a\xff", "a\\udcff"), (b"\x1b[31m", "\\u001b[31m"),
])  # fmt: skip
def test_a_name_of_an_old_system_is_shown_as_it_reads(name, shown):
    assert printable(f"没有叫“{os.fsdecode(name)}”的工作站") == f"没有叫“{shown}”的工作站"
