"""The text of a code, public keys, void badges, a day -> genuine, expired, void or forged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from mzdocs.core.problems import Exit, Problem, Sentence, Severity, problem_type
from mzdocs.derive.badge_codes.code_text import BadgeFacts, read
from mzdocs.derive.badge_codes.signatures import SAMPLE_KEY, is_signed
from mzdocs.model.district import BadgeKey

Outcome = Literal["genuine", "expired", "void", "forged"]
OUTCOMES: Mapping[Outcome, Sentence] = {
    "genuine": Sentence("真", "genuine"),
    "expired": Sentence("过期", "expired"),
    "void": Sentence("作废", "void"),
    "forged": Sentence("伪造", "forged"),
}

NOT_YET_IN_FORCE = Sentence("尚未生效", "not yet in force")

EXPIRED = problem_type(
    "MZ3623",
    "不在有效期内：{term}，核验日期 {on}",
    "Out of its term: {term}, verified on {on}",
    "不能凭此证工作；请发证单位收回或换发。",
    "It entitles to nothing; the issuer takes it back or renews it.",
    Exit.VERIFY,
)
VOID = problem_type(
    "MZ3624",
    "证件 {number} 已作废：{why}",
    "Badge {number} is void: {why}",
    "不能凭此证工作；收下证件，打核验电话报告。",
    "It entitles to nothing; keep it and report it by telephone.",
    Exit.VERIFY,
)
FORGED = problem_type(
    "MZ3625",
    "不是真的：{why}",
    "Not genuine: {why}",
    "不要相信码里的内容和电话；按本地公布的监督电话核对。",
    "Trust nothing it says, nor its telephone; ask the bureau at the number it has published.",
    Exit.VERIFY,
)
BY_SAMPLE = problem_type(
    "MZ3628",
    "这是样例密钥签的：谁都可以签，不证明什么",
    "It is signed with the sample key, as anybody could: that proves nothing",
    "区民政局用 mzdocs badge keygen 生成自己的密钥，重新制作胸牌。",
    "The bureau makes a key of its own with mzdocs badge keygen, and new badges.",
    severity=Severity.NOTICE,
)
UNKNOWN_NUMBER = problem_type(
    "MZ3629",
    "签名是真的，但各站现在的数据里没有这张证（编号、姓名或有效期不同）",
    "The signature is genuine, but no station has this badge in its data now (its number, name or term differs)",
    "打电话核对；收回的证件请街道写进数据文件“作废胸牌”。",
    "Ask by telephone; the street enters the badges it took back as void.",
    severity=Severity.NOTICE,
)

NOT_OURS = Sentence("不是本区胸牌的码，或内容有改动", "it is no badge's code, or was altered")
NO_SIGNATURE = Sentence("没有签名", "it is not signed")
WRONG_SIGNATURE = Sentence("签名不符：内容有改动，或不是区民政局签的", "the bureau has not signed this text")
NOT_YET = Sentence("签名的密钥还没有启用", "it is signed with a key that is not yet in use")
WITHDRAWN = Sentence("签名的密钥已经停用", "the key it is signed with was withdrawn")


@dataclass(frozen=True)
class Known:
    """What a badge is judged by: public keys, the day from which each void number is void, and who has a badge now.

    `current` holds each `holder`, and is None where only keys and void numbers are known.
    """

    keys: tuple[BadgeKey, ...]
    void: Mapping[str, date] = field(default_factory=dict)
    current: frozenset[tuple[str, str, date, date]] | None = None


@dataclass(frozen=True)
class Verdict:
    """How a code was judged; `facts` only of one that the bureau really signed."""

    outcome: Outcome
    facts: BadgeFacts | None = None
    problems: tuple[Problem, ...] = ()
    early: bool = False
    """Out of its term because its first day is still to come."""

    @property
    def said(self) -> Sentence:
        """The outcome in words."""
        return NOT_YET_IN_FORCE if self.early else OUTCOMES[self.outcome]


def judge(text: str, known: Known, on: date) -> Verdict:
    """What a code is worth on a day. A forged one is not said to be void or expired, for nothing it says is known."""
    code = read(text)
    if code is None:
        return Verdict("forged", None, (FORGED.at(why=NOT_OURS),))
    if not code.signature:
        return Verdict("forged", None, (FORGED.at(why=NO_SIGNATURE),))
    facts = code.facts
    key = next((each for each in known.keys if is_signed(facts.signed_part, code.signature, each.public)), None)
    if key is None or on < key.since:
        return Verdict("forged", None, (FORGED.at(why=WRONG_SIGNATURE if key is None else NOT_YET),))
    return _of_signed(facts, key, known, on)


def _of_signed(facts: BadgeFacts, key: BadgeKey, known: Known, on: date) -> Verdict:
    notes = (BY_SAMPLE.at(),) if key.public == SAMPLE_KEY else ()
    since = known.void.get(facts.number)
    if since is not None and since <= on:
        why = Sentence(f"{since} 起", f"since {since}")
        return Verdict("void", facts, (VOID.at(number=facts.number, why=why), *notes))
    if key.until is not None and key.until <= on:
        return Verdict("void", facts, (VOID.at(number=facts.number, why=WITHDRAWN), *notes))
    if not facts.first <= on <= facts.last:
        return Verdict("expired", facts, (EXPIRED.at(term=facts.term, on=on), *notes), on < facts.first)
    if known.current is not None and facts.holder not in known.current:
        notes = (UNKNOWN_NUMBER.at(), *notes)
    return Verdict("genuine", facts, notes)
