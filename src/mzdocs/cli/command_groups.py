"""Commands of one subject under one word: `mzdocs archive …`, `badge …`, `theme …`."""

from __future__ import annotations

import click

from mzdocs.cli.archive_bind_command import bind
from mzdocs.cli.archive_copy_command import copy
from mzdocs.cli.archive_search_command import search
from mzdocs.cli.badge_export_command import export
from mzdocs.cli.badge_keygen_command import keygen
from mzdocs.cli.badge_verify_command import verify
from mzdocs.cli.messages import examples, say
from mzdocs.cli.theme_new_command import new
from mzdocs.cli.theme_show_command import show_theme


def _group(name: str, commands: tuple[click.Command, ...], zh: str, en: str, *shown: str) -> click.Group:
    return click.Group(name, {str(each.name): each for each in commands}, help=say(zh, en), epilog=examples(*shown))


ARCHIVE = _group(
    "archive", (bind, copy, search), "档案的日常：登记装订、查找、做查阅副本。",
    "Everyday work with the archive: bind, search, copy.", "mzdocs archive bind taoyuan",
    "mzdocs archive search 云锦社区",
)  # fmt: skip
BADGE = _group(
    "badge", (export, keygen, verify), "胸牌的二维码：生成密钥、公布公钥、核验真伪。",
    "Codes of badges: make a key, publish it, verify.", "mzdocs badge keygen /mnt/usb/badge.key",
    "mzdocs badge verify photo.jpg",
)  # fmt: skip
THEME = _group(
    "theme", (new, show_theme), "主题：本区自己的颜色。", "Themes: colours of the bureau's own.",
    "mzdocs theme new chengjiang-green --primary '#1f6b4a'", "mzdocs theme show",
)  # fmt: skip
