"""Errors in a station's data -> the kinds that cannot be made: an error stops what shows the fact, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping

from mzdocs.core.problems import Problem, errors
from mzdocs.kinds import KINDS, PRIVATE_SETS

_PRIVATE = frozenset(name for name, kind in KINDS.items() if kind.set in PRIVATE_SETS)
_TOLD = frozenset({"paper"})
_CLIENTS = _PRIVATE | {"public-list"} | _TOLD
_SHOWN_BY: Mapping[str, frozenset[str]] = {
    "检查": _TOLD,
    "自查": _TOLD,
    "公文": _TOLD,
    "培训": _TOLD,
    "考评": _TOLD,
    "业务指导": _TOLD,
    "日常检查": _TOLD,
    "历年": _TOLD,
    "值班": _TOLD,
    "场所": _TOLD,
    "经费": _TOLD,
    "设备": _TOLD,
    "交通工具": _TOLD,
    "档案": _CLIENTS,
    "客户档案": _CLIENTS,
    "户内材料": _CLIENTS,
    "管理文件": _CLIENTS,
    "装订台账": _CLIENTS,
    "查阅登记": _CLIENTS,
    "档案.公示名单": frozenset({"public-list"}),
    "挂牌": frozenset({"plaque"}) | _TOLD,
    "科室牌": frozenset({"plaque"}),
    "制度": frozenset({"board"}) | _TOLD,
    "公示牌": frozenset({"board"}),
    "信息牌": frozenset({"plaque"}),
    "作废胸牌": frozenset({"badge"}) | _TOLD,
    "胸牌拼版": frozenset({"badge"}),
    "社区.监督员.照片": frozenset({"badge"}),
    "人员.照片": frozenset({"badge", "board"}),
    "人员.工作牌": frozenset({"badge"}),
    "社区": frozenset({"badge", "board"}) | _CLIENTS,
    "设计.门牌": frozenset({"plaque"}),
    "设计.展板": frozenset({"board"}),
    "设计.胸牌": frozenset({"badge"}),
}
"""The parts of a station's file that only some kinds show; any other part is shown by all."""


_TABLES, _TEXT = (".csv", ".tsv", ".tab", ".xls", ".et"), ".txt"
"""What a table beside a station's file may be called; a wording is a text too. Workbooks say which table they hold."""


def withheld(problems: Iterable[Problem], left_out: Container[str] = ()) -> frozenset[str]:
    """The kinds that an error among the problems keeps from being made."""
    return frozenset(kind for problem in errors(problems) for kind in shown_by(problem, left_out))


def shown_by(problem: Problem, left_out: Container[str] = ()) -> frozenset[str]:
    """The kinds that show the fact a problem is of; of a part that could not be read, those that show any of it."""
    file = problem.location.file
    if "/register/" in file:
        return _TOLD
    if "/approvals/" in file:
        return frozenset(KINDS) - _PRIVATE
    if file.endswith(_TABLES) or (file.endswith(_TEXT) and "/stations/" in file):
        return _CLIENTS
    if file.endswith(_TEXT):
        return _TOLD
    steps = re.sub(r"\[[0-9]+\]", "", problem.location.path).split(".")
    steps = steps[:1] if steps[0] in left_out else steps
    above = (".".join(steps[:count]) for count in range(len(steps), 0, -1))
    return next((_SHOWN_BY[part] for part in above if part in _SHOWN_BY), frozenset(KINDS))
