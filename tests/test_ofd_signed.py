"""An OFD with a seal: what was changed, added, cut off or exchanged afterwards is found; what is whole is not."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable

import pytest
from asn1crypto.core import BitString, Integer, OctetString, Sequence

from mzdocs.core.problems import Location
from mzdocs.gbt33190 import check_ofd
from mzdocs.gbt33190.signature_rules import RULES

from .ofd_samples import picture, sample_ofd
from .zip_parts import packed, parts

ENTRY, LIST, DESCRIBED = "OFD.xml", "Doc_0/Signs/Signatures.xml", "Doc_0/Signs/Sign_0/Signature.xml"
VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"
PAGE, PNG, FONT = "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Res/image_15.png", "Doc_0/Res/font_7.ttf"
Content = dict[str, bytes]
Change = Callable[[Content], object]
NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'
RED, BLACK = "红字".encode(), "黑字".encode()


def sealed(described: bytes) -> bytes:
    """A value in the form of a seal's: of all that it holds, the digest of what it describes is true."""
    digest = BitString(contents=b"\0" + hashlib.new("sm3", described).digest())
    inner = b"".join(each.dump() for each in (Integer(4), Sequence(contents=b""), OctetString(b"now"), digest))
    return Sequence(contents=Sequence(contents=inner).dump() + OctetString(b"signature").dump()).dump()


def signed(content: Content, method: str = "SM3", kind: str = "Seal", leave: str = "-") -> None:
    """Put a seal over all parts but those whose names begin so."""
    name = {"SM3": "sm3", "1.2.156.10197.1.401": "sm3", "SHA-256": "sha256"}.get(method, "md5")
    held = [each for each in content if not each.startswith(leave)]
    entry = content[ENTRY].decode().replace("</ofd:DocRoot>", f"</ofd:DocRoot><ofd:Signatures>{LIST}</ofd:Signatures>")
    content[ENTRY] = entry.encode()
    listed = ""
    for each in held:
        digest = base64.b64encode(hashlib.new(name, content[each]).digest()).decode()
        listed += f'<ofd:Reference FileRef="/{each}"><ofd:CheckValue>{digest}</ofd:CheckValue></ofd:Reference>'
    info = f'<ofd:SignedInfo><ofd:References CheckMethod="{method}">{listed}</ofd:References></ofd:SignedInfo>'
    value = f"<ofd:SignedValue>/{VALUE}</ofd:SignedValue>"
    content[DESCRIBED] = f"<ofd:Signature {NAMES}>{info}{value}</ofd:Signature>".encode()
    one = f'<ofd:Signature ID="1" Type="{kind}" BaseLoc="/{DESCRIBED}"/>'
    content[LIST] = f"<ofd:Signatures {NAMES}>{one}</ofd:Signatures>".encode()
    content[VALUE] = sealed(content[DESCRIBED])


def ended(change: Change = lambda _: None, **more: str) -> dict[str, str]:
    """By rule what it told of a signed file that was changed then, or why it was not run."""
    content = parts(sample_ofd())
    signed(content, **more)
    change(content)
    mine = {rule.id for rule in RULES}
    outcomes = (each for each in check_ofd(packed(content), Location("a.ofd")) if each.rule in mine and not each.passed)
    return {
        each.rule: each.problems[0].message() if each.problems else f"- {each.not_run.zh if each.not_run else ''}"
        for each in outcomes
    }


def put(part: str, old: bytes, new: bytes) -> Change:
    def change(content: Content) -> None:
        assert old in content[part]
        content[part] = content[part].replace(old, new, 1)

    return change


def described(pattern: bytes, new: bytes) -> Change:
    """One place of what describes the signature changed."""
    return lambda content: content.update({DESCRIBED: re.sub(pattern, new, content[DESCRIBED], count=1)})


def reckoned_anew(content: Content) -> None:
    """A page is changed, and its digest in the list as well."""
    before = base64.b64encode(hashlib.new("sm3", content[PAGE]).digest())
    put(PAGE, RED, BLACK)(content)
    put(DESCRIBED, before, base64.b64encode(hashlib.new("sm3", content[PAGE]).digest()))(content)


def with_page(content: Content) -> None:
    """A page more, in the document as well."""
    content["Doc_0/Pages/Page_9/Content.xml"] = content[PAGE]
    page = b'<ofd:Page ID="99" BaseLoc="Pages/Page_9/Content.xml"/>'
    put("Doc_0/Document.xml", b"</ofd:Pages>", page + b"</ofd:Pages>")(content)


FAULTS: dict[str, tuple[Change, str, str]] = {
    "a word": (put(PAGE, RED, BLACK), "O-SIGNED", f"{PAGE} 在签章 1 之后改过"),
    "one byte of a font": (lambda c: c.update({FONT: c[FONT][:-1] + b"x"}), "O-SIGNED", FONT),
    "a picture exchanged": (lambda c: c.update({PNG: picture("JPEG")}), "O-SIGNED", PNG),
    "a digest that is none": (described(b"Value>[^<]+<", b"Value>?<"), "O-SIGNED", "在签章 1 之后改过"),
    "a page added": (with_page, "O-COVERED", "Page_9/Content.xml 不在任何签章的保护之内"),
    "no value": (lambda c: c.pop(VALUE), "O-SIGNATURE", "没有签章值"),
    "a value cut off": (lambda c: c.update({VALUE: c[VALUE][:-4]}), "O-SIGNATURE", "签章值残缺"),
    "a value with more behind it": (lambda c: c.update({VALUE: c[VALUE] + b"more"}), "O-SIGNATURE", "签章值残缺"),
    "a part gone": (lambda c: c.pop(PNG), "O-SIGNATURE", f"所签的 {PNG} 不在包里"),
    "no list": (described(b"<ofd:References.*References>", b""), "O-SIGNATURE", "没有列出所签的部件"),
    "nothing described": (lambda c: c.pop(DESCRIBED), "O-SIGNATURE", "没有签章说明"),
    "a list reckoned anew": (reckoned_anew, "O-SEALED", "与印章所签的不是同一份"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_was_done_after_it_was_signed_is_found(name):
    change, rule, said = FAULTS[name]
    assert said in ended(change)[rule]


@pytest.mark.parametrize("method", ["SM3", "1.2.156.10197.1.401", "SHA-256", "MD5"])
def test_what_is_as_it_was_signed_passes_but_for_what_is_not_verified(method):
    found = ended(method=method)
    assert list(found) == ["O-SEALED"] and found["O-SEALED"].startswith("- 所签的说明与印章里的摘要相符")


def test_what_cannot_be_reckoned_is_not_run():
    assert set(ended(lambda c: c.update({LIST: b"<broken"})).values()) == {"- 这里的写法读不懂"}
    assert ended(method="SM9")["O-SIGNED"] == "- 摘要算法 SM9 这里不会算"
    assert "不是电子印章的格式" in ended(kind="Sign")["O-SEALED"]


def test_another_part_that_cannot_be_read_takes_nothing_from_what_is_reckoned():
    found = ended(lambda c: c.update({"Doc_0/Pages/Page_1/Content.xml": b"<broken"}))
    assert "Page_1/Content.xml 在签章 1 之后改过" in found["O-SIGNED"] and "有部件读不出来" in found["O-COVERED"]
    assert "O-SIGNATURE" not in found


def test_the_entry_and_the_list_may_change_when_another_signs():
    assert list(ended(leave=ENTRY)) == ["O-SEALED"]
    assert list(ended(put(LIST, b"<ofd:Signatures ", b"<ofd:Signatures  "))) == ["O-SEALED"]


def test_a_file_that_nobody_signed_has_nothing_to_be_found():
    mine = {rule.id for rule in RULES}
    assert all(each.passed for each in check_ofd(sample_ofd(), Location("a.ofd")) if each.rule in mine)
