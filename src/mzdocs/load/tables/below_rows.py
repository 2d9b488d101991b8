"""What people write below the rows of a table, in a text file or a workbook: sums, and remarks."""

from __future__ import annotations

import re

_SUMS = re.compile("(?:合计|总计|小计|共计|累计|总数)(?:[:：(（].*)?")
_REMARK = re.compile("(?:制表|填表|填报|审核|复核|备注|说明|注|负责人|单位负责人|经办人?)(?:人|单位|日期|时间)?[:：]")


def says_sums(cell: str) -> bool:
    """Whether a cell says that its row is sums."""
    return _SUMS.fullmatch("".join(cell.split())) is not None


def says_remark(cell: str) -> bool:
    """Whether a cell begins a remark, such as `制表人：`."""
    return _REMARK.match("".join(cell.split())) is not None
