"""The bureau's own fonts -> adopted for what is set from now on, and what is told of those that add nothing."""

from __future__ import annotations

from mzdocs.core.problems import Exit, Location, Problem, Severity, Stopped, problem_type, reason
from mzdocs.design import fonts, own_fonts
from mzdocs.design.own_fonts import OwnFont
from mzdocs.load import Workspace
from mzdocs.load.font_files import own_font_files

USELESS_FONT = problem_type(
    "MZ4011",
    "这个字体没有采用：{why}",
    "This font is not used: {why}",
    "换一个许可嵌入、含有所缺汉字的字体文件，或移出 data/fonts/；mzdocs fonts 列出每个字体补了哪些字。",
    "Put in a font that may be embedded and has what is missing, or move it out; mzdocs fonts lists what each adds.",
    severity=Severity.NOTICE,
)
CANNOT_ADOPT = problem_type(
    "MZ4012",
    "自备字体写不进字体文件夹：{reason}",
    "The bureau's own fonts cannot be written into the font folder: {reason}",
    "检查 {home} 的权限和磁盘空间。",
    "Check permissions and space of {home}.",
    Exit.FONT,
)


def adopt_fonts(space: Workspace) -> list[OwnFont]:
    """Adopt what lies in data/fonts now, each with what it adds or why it adds nothing.

    Raises:
        Stopped: one cannot be read, or the faces made of them cannot be written.
    """
    files = own_font_files(space)
    if files and fonts.verify():
        return []  # the shipped ones are not there: that is told where they are needed
    try:
        return own_fonts.adopt(files)
    except OSError as error:
        home = str(fonts.home())
        raise Stopped([CANNOT_ADOPT.at(Location("data/fonts"), reason=reason(error), home=home)]) from None


def font_notices(found: list[OwnFont]) -> list[Problem]:
    """What is told of those that add nothing."""
    return [USELESS_FONT.at(Location(each.name), why=each.why) for each in found if each.why]
