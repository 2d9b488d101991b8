"""The first sheet of a workbook: how it is filled in, in a few lines for a clerk."""

from __future__ import annotations

GUIDE = "填写说明"


def guide_lines() -> tuple[str, ...]:
    """What a clerk has to know before filling it in, a line each."""
    return (
        "1. 一张工作表一类内容。深色表头和带 * 的必填，其余没有就空着；鼠标停在表头上有说明和例子。",
        "2. 所有格都是“文本”格式：代码 001、电话、文号照原样写，前面的 0 不会丢；日期写成 2026-11-20。",
        "3. 从别处粘贴时用“只粘贴值”；不要合并单元格，不写公式。可以加自己的栏目和工作表，程序不读，也不动它们。",
        "4. 下级表（如“社区·监督员”）第一栏写它属于上级表的哪一行；一格里有几项的，一项一行（Alt+回车）。",
        "5. 存好后运行 mzdocs check；加 --mark 另存一份，把每处错误标成红色并注明怎样改。",
    )
