"""`mzdocs archive-index`: data files -> the archive, whole or as one audience may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from mzdocs.cli import options
from mzdocs.cli.building import build_stations
from mzdocs.cli.messages import examples, say
from mzdocs.cli.named_choice import NamedChoice
from mzdocs.core.problems import Exit, Sentence
from mzdocs.kinds import of_sets
from mzdocs.kinds.archive_ofd import EXPERIMENTAL

if TYPE_CHECKING:
    from mzdocs.derive.audience import Audience

_SEEN: Mapping[Audience, Sequence[str]] = {
    "internal": of_sets("archive", "public"),
    "reading-room": of_sets("archive"),
    "public": of_sets("public"),
}
"""The kinds each audience may see."""
_AUDIENCES: Mapping[str, Sentence] = {
    "internal": Sentence("内部", "internal"),
    "reading-room": Sentence("阅览室", "reading room"),
    "public": Sentence("公众", "public"),
}


@click.command(
    "archive-index",
    help=say(
        "生成整套档案：案卷、脊背、盒签、各种目录、每户材料目录、空白表（PDF/A）和目录数据；另可只做给查阅者或公众看的。",
        "Make the whole archive: volumes, spines, boxes, lists, household files, blank forms (PDF/A), the catalogue as"
        " data; or what readers or the public may see.",
    ),
    epilog=examples("mzdocs archive-index", "mzdocs archive-index taoyuan --audience reading-room"),
)
@click.option(
    "--audience",
    type=NamedChoice(_AUDIENCES),
    default="internal",
    show_default=True,
    help=say(
        "给谁看：内部；阅览室（身份证号等已遮住）；公众（只有公示名单）",
        "For whom: internal, the reading room (numbers masked), the public (its list only)",
    ),
)
@click.option(
    "--ofd",
    is_flag=True,
    help=say(
        f"每份档案 PDF 另做一份 OFD-A；{EXPERIMENTAL.zh}", f"Make each archive PDF as OFD-A too; {EXPERIMENTAL.en}"
    ),
)
@options.of_building(_SEEN["internal"])
def archive_index(audience: Audience, ofd: bool, only: tuple[str, ...], **asked: Any) -> Exit:
    """Make the kinds of an archive that this audience may see.

    Raises:
        click.UsageError: a kind is asked for that this audience may not see, or OFD of what is not the archive itself.
    """
    if ofd and audience != "internal":
        raise click.UsageError(say("--ofd 只用于内部的整套档案", "--ofd is for the internal archive only"))
    if unseen := [kind for kind in only if kind not in _SEEN[audience]]:
        kinds = "、".join(unseen)
        raise click.UsageError(say(f"--audience {audience} 没有 {kinds}", f"--audience {audience} has no {kinds}"))
    return build_stations(_SEEN[audience], audience=audience, only=only, ofd=ofd, **asked)
