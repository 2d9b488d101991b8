"""Every command by its name: the module that has it, and what it does in a sentence; nothing of it is loaded yet."""

from __future__ import annotations

from typing import NamedTuple

from mzdocs.cli.messages import say


class CommandEntry(NamedTuple):
    """One command: `module:name` in this room, and the sentence a list of commands shows."""

    place: str
    does: str


ARCHIVE_COMMANDS = {
    "bind": CommandEntry(
        "archive_bind_command:bind",
        say("把新排出的案卷登记到装订台账", "Enter the volumes planned now into the ledger"),
    ),
    "copy": CommandEntry("archive_copy_command:copy", say("做一份查阅副本", "Take a reading copy")),
    "search": CommandEntry("archive_search_command:search", say("在档案目录中查找", "Search the catalogues made")),
}
BADGE_COMMANDS = {
    "export": CommandEntry(
        "badge_export_command:export", say("输出公钥和作废名单", "Print public keys and void numbers")
    ),
    "keygen": CommandEntry("badge_keygen_command:keygen", say("生成签胸牌的密钥", "Make the key that signs badges")),
    "verify": CommandEntry("badge_verify_command:verify", say("核验胸牌的二维码", "Verify codes of badges")),
}
THEME_COMMANDS = {
    "new": CommandEntry("theme_new_command:new", say("写一个新主题", "Write a new theme")),
    "show": CommandEntry(
        "theme_show_command:show_theme", say("一个主题印出来的颜色", "What a theme's colours print as")
    ),
}
COMMANDS = {
    "approve": CommandEntry("approve_command:approve", say("签样：看过成品，同意照此制作", "Approve finished files")),
    "archive": CommandEntry(
        "command_groups:ARCHIVE", say("档案的日常：装订、查找、查阅", "Everyday work with the archive")
    ),
    "archive-index": CommandEntry(
        "archive_index_command:archive_index",
        say("生成整套档案：案卷、标签、目录", "Make the whole archive and its catalogue"),
    ),
    "audit": CommandEntry(
        "audit_command:audit", say("核对成品与数据是否一致", "Do finished files agree with the data?")
    ),
    "badge": CommandEntry("command_groups:BADGE", say("胸牌的二维码：密钥、公钥、核验", "Codes of badges")),
    "build": CommandEntry("build_command:build", say("生成全部", "Make everything")),
    "build-signage": CommandEntry(
        "build_signage_command:build_signage", say("生成门牌、展板、胸牌", "Make plaques, boards and badges")
    ),
    "bundle": CommandEntry("bundle_command:bundle", say("打包交给制作单位", "Pack what the shop gets")),
    "check": CommandEntry("check_command:check", say("检查数据，不生成文件", "Check the data; makes nothing")),
    "check-docx": CommandEntry(
        "check_docx_command:check_docx",
        say("按 GB/T 9704-2012 检查 DOCX 公文", "Check DOCX papers against GB/T 9704-2012"),
    ),
    "completion": CommandEntry(
        "completion_command:completion", say("输出按 Tab 补全的脚本", "Print a shell's completion")
    ),
    "convert": CommandEntry(
        "convert_command:convert", say("数据文件在 YAML 和 Excel 之间转换", "Convert data between YAML and Excel")
    ),
    "district": CommandEntry("district_command:district", say("生成区里的文书", "Make the district's own papers")),
    "doctor": CommandEntry(
        "doctor_command:doctor", say("检查这台电脑能不能用", "Has this machine all that is needed?")
    ),
    "explain": CommandEntry("explain_command:explain", say("说明一个问题编号", "Explain a problem's code")),
    "fetch": CommandEntry("fetch_command:fetch", say("从存放处取回成品", "Fetch finished files from a store")),
    "fleet": CommandEntry("fleet_command:fleet", say("许多个区一起生成", "Build every station of many districts")),
    "fonts": CommandEntry("fonts_command:fonts", say("查看、安装字体", "Show or install fonts")),
    "init": CommandEntry("init_command:init", say("生成样例：一个区、八个街道", "Write the sample district")),
    "inspection": CommandEntry(
        "inspection_command:inspection", say("生成各站的检查验收和年终文书", "Make each station's inspection papers")
    ),
    "issue": CommandEntry(
        "issue_command:issue", say("登记印发、作废、制作和胸牌发放", "Enter what went out in the register")
    ),
    "new": CommandEntry("new_command:new", say("新建自己的区", "Begin a district of your own")),
    "new-year": CommandEntry(
        "new_year_command:new_year", say("换年度：留存今年，开始下一年", "Close the year and begin the next")
    ),
    "preflight": CommandEntry("preflight_command:preflight", say("检查任何做好的 PDF", "Examine finished PDFs")),
    "preview": CommandEntry(
        "preview_command:preview", say("在浏览器里看成品的页面", "See the finished pages in a browser")
    ),
    "proof": CommandEntry(
        "proof_command:proof", say("校样：全站每一页，编号，供签字", "Proof sheets of a whole station")
    ),
    "schema": CommandEntry(
        "schema_command:schema", say("写出数据文件的 JSON Schema", "Write the JSON Schema of the data")
    ),
    "sign": CommandEntry("sign_command:sign", say("给归档的 PDF 加上数字签名", "Sign an archive PDF")),
    "template": CommandEntry("template_command:template", say("写一个空的 Excel 模板", "Write an empty workbook")),
    "theme": CommandEntry("command_groups:THEME", say("主题：本区自己的颜色", "Themes: colours of the bureau's own")),
    "verify": CommandEntry(
        "verify_command:verify", say("核对交付的成品有没有改动", "Is what was delivered still as it was?")
    ),
}
