"""Commands of one subject under one word: `mzdocs archive …`, `badge …`, `theme …`."""

from __future__ import annotations

from collections.abc import Mapping

from mzdocs.cli.command_table import ARCHIVE_COMMANDS, BADGE_COMMANDS, THEME_COMMANDS, CommandEntry
from mzdocs.cli.lazy_commands import LazyCommands, LazyGroup
from mzdocs.cli.messages import examples, say


def _group(name: str, table: Mapping[str, CommandEntry], zh: str, en: str, *shown: str) -> LazyGroup:
    return LazyGroup(name, LazyCommands(table), help=say(zh, en), epilog=examples(*shown))


ARCHIVE = _group(
    "archive", ARCHIVE_COMMANDS, "档案的日常：登记装订、查找、做查阅副本。",
    "Everyday work with the archive: bind, search, copy.", "mzdocs archive bind taoyuan",
    "mzdocs archive search 云锦社区",
)  # fmt: skip
BADGE = _group(
    "badge", BADGE_COMMANDS, "胸牌的二维码：生成密钥、公布公钥、核验真伪。",
    "Codes of badges: make a key, publish it, verify.", "mzdocs badge keygen /mnt/usb/badge.key",
    "mzdocs badge verify photo.jpg",
)  # fmt: skip
THEME = _group(
    "theme", THEME_COMMANDS, "主题：本区自己的颜色。", "Themes: colours of the bureau's own.",
    "mzdocs theme new chengjiang-green --primary '#1f6b4a'", "mzdocs theme show",
)  # fmt: skip
