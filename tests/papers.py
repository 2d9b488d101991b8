"""A small archive file, PDF/A-3a and PDF/UA-1 at once, with a masked number and a catalogue inside; made once."""

from __future__ import annotations

from functools import cache

from mzdocs.pdf.pdfa import archive_ready
from mzdocs.render.engine import weasyprint

NUMBER = "Z101-MZ·DB-D10-001"
TITLE = f"{NUMBER} 桃源街道办事处低保材料（第1卷）"
_HTML = f"""<html lang="zh-CN"><head><title>{TITLE}</title><style>
@page {{ size: A4; margin: 20mm }} body {{ margin: 0; font-family: "Noto Serif CJK SC" }} td {{ background: #fff }}
.next {{ break-before: page }}
</style></head><body><h1>卷内文件目录</h1>
<table><tr><th scope="col">户主</th><th scope="col">身份证号</th></tr>
<tr><td>林梦洁</td><td>990103********0846</td></tr></table><p class="next">备考表</p></body></html>"""


@cache
def archive_file(attached: bool = True) -> bytes:
    engine = weasyprint()
    from datetime import UTC, datetime

    day = datetime(2026, 11, 6, tzinfo=UTC)
    catalogue = engine.Attachment(
        string="户主,身份证号\r\n", name="catalogue.csv", relationship="Data", created=day, modified=day
    )
    data = engine.HTML(string=_HTML).write_pdf(
        pdf_variant="pdf/a-3a", pdf_tags=True, attachments=[catalogue] if attached else None
    )
    return archive_ready(data)
