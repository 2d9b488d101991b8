"""What can be wrong with a signature in a PDF."""

from __future__ import annotations

from mzdocs.core.problems import Exit, problem_type

CHANGED = problem_type(
    "MZ7710",
    "{field}：签名以后内容被改动过（摘要不符）",
    "{field}: what was signed has been changed (its digest differs)",
    "不要用这个文件；向签名的单位要原件。",
    "Do not use this file; ask the signer for the original.",
    Exit.VERIFY,
)
FORGED = problem_type(
    "MZ7711",
    "{field}：签名本身不对：不是这张证书的密钥签的，或者签名被改动过",
    "{field}: the signature itself is wrong: not made by the key of its certificate, or changed",
    "不要用这个文件；向签名的单位要原件。",
    "Do not use this file; ask the signer for the original.",
    Exit.VERIFY,
)
IN_PART = problem_type(
    "MZ7712",
    "{field}：签名没有覆盖它签的那一版的全部内容",
    "{field}: it does not cover all of the revision it signs",
    "不要用这个文件；向签名的单位要原件。",
    "Do not use this file; ask the signer for the original.",
    Exit.VERIFY,
)
ADDED = problem_type(
    "MZ7713",
    "{field}：签名以后又加了改动：{what}",
    "{field}: after it was signed something was changed: {what}",
    "签名后不要再改文件；改了就重新签。",
    "Do not change a signed file; sign it again.",
    Exit.VERIFY,
)
OUT_OF_TIME = problem_type(
    "MZ7714",
    "{field}：签名时（{day}）证书不在有效期内（{first} 至 {last}）",
    "{field}: its certificate was not valid when it signed, on {day} ({first} to {last})",
    "用有效的证书重新签。",
    "Sign again with a valid certificate.",
    Exit.VERIFY,
)
UNTRUSTED = problem_type(
    "MZ7715",
    "{field}：证书（{issuer} 签发）追溯不到您信任的证书",
    "{field}: its certificate, issued by {issuer}, leads to none of those you trust",
    "核对 --trust 给的是不是签发机构的根证书；不是就不要信这个签名。",
    "See whether --trust names the issuer's root; if it does, do not trust the signature.",
    Exit.VERIFY,
)
WEAK = problem_type(
    "MZ7716",
    "{field}：算法太弱，可能被伪造：{what}",
    "{field}: its algorithms are weak and could be forged: {what}",
    "用 SHA-256 和不短于 2048 位的密钥重新签。",
    "Sign again with SHA-256 and a key of 2048 bits or more.",
    Exit.VERIFY,
)
UNSIGNED = problem_type(
    "MZ7717",
    "这个文件没有签名",
    "This file is not signed",
    "用 mzdocs sign 签名，或者换签过名的那一份。",
    "Sign it with mzdocs sign, or take the signed copy.",
    Exit.VERIFY,
)
UNREADABLE = problem_type(
    "MZ7718",
    "读不出来：不是完好的 PDF，或者已经加密",
    "It cannot be read: it is no sound PDF, or a locked one",
    "换一份完好的、没有加密的。",
    "Take a sound copy that is not locked.",
    Exit.VERIFY,
)
NO_ROOTS = problem_type(
    "MZ7719",
    "信任文件里没有证书",
    "There is no certificate in the file of whom to trust",
    "向签发机构要根证书（.cer、.crt、.pem）。",
    "Ask the issuer for its root certificate (.cer, .crt, .pem).",
    Exit.ASSET,
)
WRONG_STAMP = problem_type(
    "MZ7720",
    "{field}：时间戳不是这个签名的，或者被改动过",
    "{field}: its time stamp is of another signature, or changed",
    "签名时间不能信；请签名的单位重新签。",
    "Its time is not to be trusted; have it signed again.",
    Exit.VERIFY,
)
