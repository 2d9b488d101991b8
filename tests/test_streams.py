"""What is decided before the first import, and streams that cannot take what is said: runs of their own process."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mzdocs.core.problems import Exit
from mzdocs.design import fonts

from .test_problems import HAN
from .workspaces import Workspace, replace


def test_english_is_english(sample: Workspace) -> None:
    sample.station.write_bytes(sample.station.read_text("utf-8").encode("gbk", "replace"))
    ended = sample.spawn("check", "--lang", "en")
    told = ended.only("MZ1004")
    assert ended.code == Exit.DATA
    assert not HAN.search(told.message + told.remedy)
    assert "perhaps it is GBK" in told.message
    assert ended.err.endswith("1 errors.\n")


def test_english_has_no_chinese_but_the_datas_own(sample: Workspace) -> None:
    replace(sample.station, "\n地址: ", "\naddress: ")
    (sample.photos / "001-001-01.png").write_bytes(b"x")
    ended = sample.spawn("check", "--lang=en")
    assert [told.code for told in ended.errors] == ["MZ1102", "MZ1306"]
    assert ended.told[0].message == "Unknown key address; did you mean 地址?"


def test_a_mistyped_option_is_told_in_english_when_asked(sample: Workspace) -> None:
    ended = sample.spawn("check", "--jsno", MZDOCS_LANG="en")
    assert ended.code == Exit.USAGE
    assert ended.err.startswith("Wrong command line: there is no option")
    assert not HAN.search(ended.err)


def test_no_word_at_all_shows_the_help(sample: Workspace) -> None:
    ended = sample.spawn()
    assert ended.code == Exit.USAGE
    assert "inspection" in ended.err
    assert "Traceback" not in ended.err


def test_a_screen_without_chinese_and_a_name_of_bytes_get_marks_and_the_right_code(sample: Workspace) -> None:
    ended = sample.spawn("check", b"\xff\xfe.yaml", PYTHONIOENCODING="ascii")
    assert ended.code == Exit.USAGE
    assert "MZ7171" in ended.err
    assert "\\udcff\\udcfe" in ended.err
    assert "????" in ended.err


@pytest.mark.parametrize("redirect", ["| true", ">&- 2>&-"])
def test_a_reader_that_left_changes_no_exit_code(sample: Workspace, redirect: str) -> None:
    line = f"set -o pipefail; {sys.executable} -m mzdocs check nobody --json {redirect}"
    done = subprocess.run(["bash", "-c", line], cwd=sample.root, capture_output=True, text=True, check=False)
    assert done.returncode == Exit.USAGE
    assert "Traceback" not in done.stderr + done.stdout
    assert "Exception ignored" not in done.stderr


def test_a_full_disk_under_the_answer_is_told(sample: Workspace) -> None:
    line = f"{sys.executable} -m mzdocs check nobody --json >/dev/full"
    done = subprocess.run(["bash", "-c", line], cwd=sample.root, capture_output=True, text=True, check=False)
    assert done.returncode == Exit.OUTPUT
    assert "MZ7201" in done.stderr
    assert "磁盘已满" in done.stderr
    assert "Traceback" not in done.stderr


def _unlike(source: str, target: str) -> None:
    """A face in whose file there is no font; the record of what it was is copied."""
    if source.endswith(".json"):
        shutil.copyfile(source, target)
    else:
        Path(target).write_bytes(b"not a font")


def test_broken_font_files_are_blamed_before_anybody_s_spelling(sample: Workspace, tmp_path: Path) -> None:
    shutil.copytree(fonts.faces_folder(), tmp_path / "faces", copy_function=_unlike)
    ended = sample.spawn("check", MZDOCS_FONTS=str(tmp_path))
    assert (ended.code, [told.code for told in ended.errors]) == (Exit.FONT, ["MZ4002"])


def test_fonts_that_are_not_there_are_told(sample: Workspace, tmp_path: Path) -> None:
    ended = sample.spawn("build-signage", "--only", "plaque", MZDOCS_FONTS=str(tmp_path / "empty"))
    assert ended.code == Exit.FONT, ended.said
    assert "MZ4001" in ended.codes
    assert "mzdocs fonts --install" in ended.err
    assert not list(sample.output.glob("*/*"))
