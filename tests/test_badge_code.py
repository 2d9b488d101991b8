"""Codes of badges: what they say, who signed them, and genuine, expired, void and forged ones told apart."""

from __future__ import annotations

import io
import json
import re
import shutil
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image

from mzdocs import load
from mzdocs.build.badge_key import badge_seed
from mzdocs.build.produce import make_files
from mzdocs.checks.badge_rules import LONGEST_CODE
from mzdocs.core.problems import Location, Stopped
from mzdocs.derive.badge_codes import code_text
from mzdocs.derive.badge_codes.code_text import BadgeFacts, as_pasted, facts_of, read, written
from mzdocs.derive.badge_codes.register import exported, known_from, known_of
from mzdocs.derive.badge_codes.signatures import (
    LENGTH,
    SAMPLE_KEY,
    SAMPLE_SEED,
    is_signed,
    key_file,
    public_key,
    seed_of,
    signature,
)
from mzdocs.derive.badge_codes.verdict import Known, judge
from mzdocs.kinds import badge
from mzdocs.model.district import BadgeKey
from mzdocs.preflight.pictures.code_pictures import codes_in
from mzdocs.render.qr import code_png
from mzdocs.render.qr.xor_tables import LONGEST, matrix

from . import workspaces
from .test_rules import changed, sound, void

SEED, OTHER_SEED = b"\1" * 32, b"\2" * 32
ON = date(2027, 5, 1)
FACTS = BadgeFacts(
    "买买提吐尔逊·艾合买提江", "澄江区桃源街道民政工作站", "990103-001-001-01",
    date(2026, 10, 15), date(2029, 10, 14), "0999-5550112",
)  # fmt: skip


def key(seed: bytes = SEED, since: str = "2026-01-01", **more: str) -> BadgeKey:
    return BadgeKey.model_validate({"公钥": public_key(seed), "启用": since, **more})


KNOWN = Known((key(),))


def signed(facts: BadgeFacts = FACTS, seed: bytes = SEED) -> str:
    return written(facts, signature(facts.signed_part, seed))


TEXT = signed()
HEAD, MARK, SIGNATURE = TEXT.partition("签名：")


def outcome(text: str, known: Known = KNOWN, on: date = ON) -> str:
    return judge(text, known, on).outcome


# ── the text ────────────────────────────────────────────────────────────────────────────────────


def test_the_code_says_a_fact_a_line_and_its_signature_on_the_last() -> None:
    assert TEXT.split("\n")[:5] == [
        "姓名：买买提吐尔逊·艾合买提江", "工作站：澄江区桃源街道民政工作站", "证件编号：990103-001-001-01",
        "有效期：2026.10.15—2029.10.14", "核验电话：0999-5550112，请拨打核对",
    ]  # fmt: skip
    assert TEXT.count("\n") == 5
    assert len(SIGNATURE) == LENGTH
    assert written(FACTS).split("\n")[5] == "未签名"


def test_the_signature_is_the_one_of_the_documented_example() -> None:
    page = (Path(__file__).parents[1] / "docs" / "badge-code.md").read_text(encoding="utf-8")
    example = page.split("```text\n")[1].split("\n```")[0]
    assert outcome(example, Known((key(SAMPLE_SEED),))) == "genuine"
    assert SAMPLE_KEY in page


def test_the_same_data_and_key_make_the_same_code() -> None:
    assert signed() == signed() != signed(seed=OTHER_SEED)
    assert is_signed(FACTS.signed_part, SIGNATURE, public_key(SEED))


def test_a_text_that_was_written_is_read() -> None:
    code = read(TEXT)
    assert code is not None
    assert (code.facts, code.signature) == (FACTS, SIGNATURE)
    assert read(written(FACTS)) == code_text.CodeText(FACTS, "")


def test_a_code_says_nothing_that_the_card_does_not_show() -> None:
    station_data = sound()
    document = next(badge.plan(station_data))
    record = document.parts[0].records[0]
    code = read(record.values["code"])
    assert code is not None
    shown = {*record.values.values(), station_data.station.name, station_data.district.bureau.complaint_phone}
    facts = code.facts
    assert {facts.name, facts.station, facts.number, facts.term, facts.phone} <= shown
    assert document.codes == tuple(each.values["code"] for each in document.parts[0].records)


def test_names_in_any_form_are_signed_in_composed_form() -> None:
    first = sound().station.communities[0]
    monitor = changed(first.monitors[0], name="Jose\u0301")
    facts = facts_of(sound().district, sound().station, first, monitor)
    assert facts.name == "Jos\u00e9"
    assert outcome(signed(facts)) == "genuine"


def test_the_longest_code_is_what_the_drawn_code_has_room_for() -> None:
    assert LONGEST_CODE == LONGEST
    facts = replace(FACTS, name="张" * ((LONGEST - len(TEXT.encode())) // 3) + FACTS.name)
    size = matrix(signed(facts)).size
    assert len(signed(facts).encode()) > LONGEST - 3
    assert size == 77
    assert 30 / size >= 0.35 <= 28 / size


# ── what it is worth ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 10, 14), "expired"),
        (date(2026, 10, 15), "genuine"),
        (date(2029, 10, 14), "genuine"),
        (date(2029, 10, 15), "expired"),
    ],
)
def test_a_badge_is_good_from_its_first_day_to_its_last(on: date, expected: str) -> None:
    assert outcome(TEXT, on=on) == expected


def test_a_void_badge_is_void_from_its_day_on_also_when_it_has_expired() -> None:
    known = Known((key(),), {FACTS.number: ON})
    assert [outcome(TEXT, known, ON + timedelta(days=more)) for more in (-1, 0, 9, 9000)] == [
        "genuine", "void", "void", "void",
    ]  # fmt: skip
    assert outcome(signed(replace(FACTS, number="990103-001-001-02")), known) == "genuine"


def test_nothing_is_said_of_a_forged_badge_but_that() -> None:
    verdict = judge(TEXT, Known((key(OTHER_SEED),), {FACTS.number: date(2026, 1, 1)}), date(2099, 1, 1))
    assert (verdict.outcome, verdict.facts) == ("forged", None)
    assert [problem.code for problem in verdict.problems] == ["MZ3625"]


def test_a_key_holds_from_its_day_until_it_is_withdrawn_and_old_and_new_hold_side_by_side() -> None:
    keys = Known((key(OTHER_SEED), key(since=ON.isoformat(), 停用="2028-01-01")))
    found = [outcome(TEXT, keys, day) for day in (ON - timedelta(days=1), ON, date(2027, 12, 31), date(2028, 1, 1))]
    assert found == ["forged", "genuine", "genuine", "void"]
    assert outcome(signed(seed=OTHER_SEED), keys, date(2028, 1, 1)) == "genuine"


def test_a_badge_that_nobody_has_now_is_told() -> None:
    def notes(facts: BadgeFacts) -> list[str]:
        known = replace(KNOWN, current=frozenset([FACTS.holder]))
        return [problem.code for problem in judge(signed(facts), known, ON).problems]

    assert notes(FACTS) == notes(replace(FACTS, phone="12345")) == []
    assert notes(replace(FACTS, name="张三")) == notes(replace(FACTS, number="990103-001-001-02")) == ["MZ3629"]


def test_the_key_of_the_sample_counts_for_nothing_beside_one_of_the_bureaus() -> None:
    assert public_key(SAMPLE_SEED) == SAMPLE_KEY
    both = changed(sound().district, badge_keys=(key(SAMPLE_SEED), key()))
    assert outcome(signed(seed=SAMPLE_SEED), known_of(both, [])) == "forged"
    assert outcome(TEXT, known_of(both, [])) == "genuine"


def test_a_badge_of_the_sample_key_is_told_to_prove_nothing() -> None:
    verdict = judge(signed(seed=SAMPLE_SEED), Known((key(SAMPLE_SEED),)), ON)
    assert [problem.code for problem in verdict.problems] == ["MZ3628"]


_LAST = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
LOOSE_END = _LAST[_LAST.index(SIGNATURE[-1]) + 1]
"""Spells the same 64 bytes with another spare bit."""
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
FORGED = {
    "another name": TEXT.replace("买买提", "阿不都", 1),
    "another last day": TEXT.replace("2029.10.14", "2039.10.14"),
    "another key": signed(seed=OTHER_SEED),
    "cut signature": TEXT[:-1],
    "swapped lines": "\n".join([*TEXT.split("\n")[1::-1], *TEXT.split("\n")[2:]]),
    "full-width digits": TEXT.replace(FACTS.number, FACTS.number.translate(FULL_WIDTH)),
    "appended text": TEXT + "\n职务：组长",
    "unsigned": written(FACTS),
    "another badge's signature": written(FACTS, signature(replace(FACTS, name="张三").signed_part, SEED)),
    "another telephone": TEXT.replace("0999-5550112", "0999-5550113"),
    "the old form": "MZ:990103-001-001-01;TEL:0999-5551101;VALID:20261015-20291014",
    "two signatures": f"{TEXT}\n签名：{SIGNATURE}",
    "two signatures on a line": TEXT + SIGNATURE,
    "a fact twice": TEXT.replace("工作站：", "姓名：张三\n工作站："),
    "a blank at the end": TEXT + " ",
    "a blank in a line": TEXT.replace("\n", " \n", 1),
    "lines of another system": TEXT.replace("\n", "\r\n"),
    "a byte order mark": "\ufeff" + TEXT,
    "a nul": TEXT.replace("·", "\0"),
    "a nul behind": TEXT + "\0",
    "look-alikes": TEXT.replace("·", "•"),
    "a look-alike digit": TEXT.replace("0999", "O999"),
    "a hyphen of another kind": TEXT.replace("990103-", "990103\u2010"),
    "an unseen character": TEXT.replace("买", "买\u200b", 1),
    "turned direction": TEXT.replace("买", "\u202e买", 1),
    "a line separator": TEXT.replace("\n", "\u2028", 1),
    "very long": TEXT.replace("买", "买" * 1_000_000, 1),
    "nothing": "",
    "a signature alone": MARK + SIGNATURE,
    "no day": signed(FACTS).replace("2026.10.15", "2026.02.30"),
    "loose last bits": TEXT[:-1] + LOOSE_END,
    "padding": TEXT + "==",
    "other alphabet": HEAD + MARK + "+" * LENGTH,
    "no ascii": HEAD + MARK + "签" * LENGTH,
    "half a character": TEXT + "\ud800",
}


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_code_is_found(how: str) -> None:
    assert outcome(TEXT) == "genuine"
    assert FORGED[how] != TEXT
    assert outcome(FORGED[how]) == "forged"


def test_a_decomposed_name_is_forged_though_it_looks_the_same() -> None:
    text = signed(replace(FACTS, name="Jos\u00e9"))
    assert outcome(text) == "genuine"
    assert outcome(text.replace("\u00e9", "e\u0301")) == "forged"


def test_a_signature_has_one_spelling() -> None:
    """S and S plus the order of the group satisfy one equation (RFC 8032, 5.1.7): only the smaller is taken."""
    import base64

    raw = base64.urlsafe_b64decode(SIGNATURE + "==")
    order = 2**252 + 27742317777372353535851937790883648493
    larger = (int.from_bytes(raw[32:], "little") + order).to_bytes(32, "little")
    again = base64.urlsafe_b64encode(raw[:32] + larger).decode().rstrip("=")
    assert len(again) == LENGTH
    assert outcome(written(FACTS, again)) == "forged"


@pytest.mark.parametrize("made", [lambda t: t + "\n\n", lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n")])
def test_what_a_clipboard_adds_to_a_text_is_taken_away_again(made) -> None:
    assert as_pasted(made(TEXT)) == TEXT
    assert as_pasted(made(TEXT + " ")) != TEXT


# ── keys and registers ──────────────────────────────────────────────────────────────────────────


def test_a_key_file_is_read_back_and_no_other_file_is_taken_for_one() -> None:
    assert seed_of(key_file(SEED), Location("k")) == SEED
    rsa = subprocess.run(["openssl", "genpkey", "-algorithm", "X25519"], capture_output=True, check=True).stdout
    for data in (b"", b"\0" * 32, rsa, key_file(SEED)[:-40]):
        with pytest.raises(Stopped) as stopped:
            seed_of(data, Location("k"))
        assert [problem.code for problem in stopped.value.problems] == ["MZ1627"]


def test_the_public_file_says_what_the_data_say_and_names_nobody() -> None:
    known = known_of(sound().district, [void("990103-001-003-03").station])
    text = exported(known)
    assert known_from(text.encode(), Location("x")) == replace(known, current=None)
    assert known.void
    names = [monitor.name for community in sound().station.communities for monitor in community.monitors]
    assert not [name for name in names if name in text]


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"\xff", b"[" * 100_000, b'{"\\u683c": 1}', b'{"a": "mzdocs-badge-keys-1"}'],
)
def test_another_file_is_no_public_file(data: bytes) -> None:
    with pytest.raises(Stopped) as stopped:
        known_from(data, Location("x"))
    assert [problem.code for problem in stopped.value.problems] == ["MZ3627"]


# ── from the finished card ──────────────────────────────────────────────────────────────────────


def cards(texts: Sequence[str]) -> pdfium.PdfDocument:
    """The finished cards whose codes say this."""
    document = next(badge.plan(sound()))
    part = document.parts[0]
    known = [part.records[n % len(part.records)] for n in range(len(texts))]
    records = [
        replace(record, values={**record.values, "code": text}) for record, text in zip(known, texts, strict=True)
    ]
    (file,) = make_files([replace(document, parts=(replace(part, records=records),), pages=2 * len(records))])
    return pdfium.PdfDocument(file.data)


def rear(document: pdfium.PdfDocument, number: int, dpi: int = 150) -> Image.Image:
    return document[2 * number + 1].render(scale=dpi / 72, grayscale=True).to_pil()


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def forty() -> dict[str, list[str]]:
    """Ten codes of each outcome; the void ones are those whose serial is 66."""
    names = [
        "邓雅琴",
        "丁宇航",
        "欧阳佳慧",
        "张桂",
        "林㛃",
        "龚𬭎",
        "䶮红",
        FACTS.name,
        "阿卜杜热依木·阿卜杜克热木",
        "李",
    ]
    genuine = [replace(FACTS, name=name, number=f"990103-001-{n:03}-01") for n, name in enumerate(names)]
    expired = [replace(each, last=ON - timedelta(days=1 + 100 * n)) for n, each in enumerate(genuine)]
    expired = [replace(each, first=each.last - timedelta(days=365)) for each in expired]
    void = [replace(each, number=each.number[:-2] + "66") for each in genuine]
    return {
        "genuine": [signed(each) for each in genuine],
        "expired": [signed(each) for each in expired],
        "void": [signed(each) for each in void],
        "forged": list(FORGED.values())[:10],
    }


def test_forty_cards_are_told_apart_from_pictures_of_150_dpi(tmp_path: Path) -> None:
    codes = forty()
    void = {f"990103-001-{n:03}-66": date(2027, 4, 1) for n in range(10)}
    document = cards([text for texts in codes.values() for text in texts])
    known = Known((key(),), void)
    found, by_zbar = [], []
    for number in range(40):
        picture = png(rear(document, number))
        found += [outcome(text, known) for text in codes_in(picture, Location("x"))]
        if shutil.which("zbarimg"):
            (tmp_path / "card.png").write_bytes(picture)
            command = ["zbarimg", "-q", "--raw", str(tmp_path / "card.png")]
            read_back = subprocess.run(command, capture_output=True, check=True).stdout.decode()
            by_zbar.append(outcome(as_pasted(read_back), known))
    assert found == [each for each in codes for _ in range(10)]
    assert by_zbar in ([], found)


def test_every_code_of_a_picture_and_of_a_pdf_is_read_and_told_once() -> None:
    one, other = signed(), signed(replace(FACTS, name="张三"))
    pages = io.BytesIO()
    cards([one, other, one]).save(pages)
    assert codes_in(pages.getvalue(), Location("x")) == [one, other]
    sheet = Image.new("RGBA", (700, 320), (0, 0, 0, 0))
    for n, text in enumerate((one, other, one)):
        code = Image.open(io.BytesIO(code_png(text))).convert("RGBA").resize((220, 220))
        sheet.paste(code, (10 + n * 230, 40))
    assert sorted(codes_in(png(sheet), Location("x"))) == sorted([one, other])
    assert sorted(codes_in(png(sheet.convert("RGB")), Location("x"))) == sorted([one, other])
    deep = Image.fromarray(_sixteen_bits(sheet))
    assert sorted(codes_in(png(deep), Location("x"))) == sorted([one, other])


def _sixteen_bits(sheet: Image.Image):
    import numpy

    paper = Image.alpha_composite(Image.new("RGBA", sheet.size, "white"), sheet).convert("L")
    return numpy.asarray(paper).astype("uint16") * 256


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"%PDF-1.7 nothing"])
def test_a_damaged_picture_is_told(data: bytes) -> None:
    with pytest.raises(Stopped) as stopped:
        codes_in(data, Location("x"))
    assert [problem.code for problem in stopped.value.problems] == ["MZ3622"]


def test_a_scan_askew_and_grey_is_read() -> None:
    picture = rear(cards([TEXT]), 0, 200).rotate(7, expand=True, fillcolor=230, resample=Image.Resampling.BICUBIC)
    assert codes_in(png(picture.point(lambda value: 60 + value // 2)), Location("x")) == [TEXT]


# ── the command ─────────────────────────────────────────────────────────────────────────────────


def build(sample, run, *more: str) -> tuple[workspaces.Ended, str]:
    """How the command ended that made one card, and what its code says."""
    _keep_one_monitor(sample.station)
    ended = run("build-signage", "--only", "badge", "-j", "1", *more)
    document = pdfium.PdfDocument(sample.output / "taoyuan" / "signage" / "badges.pdf")
    (text,) = (code.text for code in zxingcpp.read_barcodes(rear(document, 0, 300)))
    return ended, text


def _keep_one_monitor(station: Path) -> None:
    """Of all communities the first, and of its monitors the first."""
    before, monitors = station.read_text(encoding="utf-8").split("社区:\n", 1)
    rest = monitors[monitors.index("\n# ──") :]
    first = monitors[: monitors.index("      - 姓名", monitors.index("      - 姓名") + 1)]
    station.write_text(f"{before}社区:\n{first}{rest}", encoding="utf-8")


def test_the_bureaus_key_signs_and_is_verified_by_data_and_by_the_public_file(sample, run, tmp_path) -> None:
    file = tmp_path / "keys" / "badge.key"
    made = run("badge", "keygen", str(file))
    assert made.code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    public = public_key(seed_of(file.read_bytes(), Location("k")))
    assert public in made.out
    assert "“启用”不得晚于胸牌的“制发日期”" in made.out
    assert "没有它" in run("build-signage", "--only", "badge", "--badge-key", str(file)).only("MZ1628").message
    workspaces.replace(
        sample.district, f"{{ 公钥: {SAMPLE_KEY}, 启用: 2026-01-01 }}", f"{{ 公钥: {public}, 启用: 2026-10-12 }}"
    )
    ended, text = build(sample, run, "--badge-key", str(file))
    assert (ended.code, ended.codes) == (0, [])
    Path("code.txt").write_text(text, encoding="utf-8")
    assert run("badge", "verify", "code.txt", "--on", "2027-01-01").out.startswith("真: code.txt")
    shown = run("badge", "export")
    Path("keys.json").write_text(shown.out, encoding="utf-8")
    elsewhere = run("badge", "verify", "--keys", "keys.json", "--json", "--on", "2030-01-01", "code.txt")
    (told,) = json.loads(elsewhere.out)["codes"]
    assert (elsewhere.code, told["outcome"], told["number"]) == (18, "expired", "990103-001-001-01")


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (", 启用: 2026-10-13", "启用 2026-10-13 晚于制发日期 2026-10-12"),
        (", 启用: 2026-10-12", ""),
        (", 启用: 2026-01-01, 停用: 2026-10-12", "停用 2026-10-12 不晚于制发日期 2026-10-12"),
        (", 启用: 2026-01-01, 停用: 2026-10-13", ""),
    ],
)
def test_which_day_of_a_key_is_wrong_is_told(sample, days, why) -> None:
    file = sample.root.parent / "badge.key"
    file.write_bytes(key_file(SEED))
    workspaces.replace(sample.district, f"{SAMPLE_KEY}, 启用: 2026-01-01", public_key(SEED) + days)
    dated = re.sub("(?m)^制发日期: .*$", "制发日期: 2026-10-12", sample.station.read_text("utf-8"))
    sample.station.write_text(dated, "utf-8")
    space = load.Workspace(sample.root)
    district, station = load.load_district(space)[0], load.load_facts(sample.station, space)
    if not why:
        assert badge_seed(district, station, file) == SEED
        return
    with pytest.raises(Stopped) as stopped:
        badge_seed(district, station, file)
    assert why in stopped.value.problems[0].message()


def test_a_key_file_that_is_not_there_is_told_as_such(sample, run) -> None:
    told = run("build-signage", "--only", "badge", "--badge-key", "/nowhere/badge.key").only("MZ1682")
    assert told.location == "badge.key"
    assert "--badge-key" in told.remedy


def test_a_station_with_errors_does_not_stop_verifying_its_void_badges_count(sample, run) -> None:
    Path("code.txt").write_text(signed(seed=SAMPLE_SEED), encoding="utf-8")
    number = read(signed(seed=SAMPLE_SEED)).facts.number
    void = f"作废胸牌:\n  - {{ 编号: {number}, 日期: 2026-11-20, 事由: 遗失 }}\n"
    text = sample.station.read_text("utf-8").replace("职务: 副站长", "职务: 副站", 1)
    sample.station.write_text(text, "utf-8")
    day = ("--on", "2027-01-01", "code.txt")
    ended = run("badge", "verify", *day)
    assert (ended.code, set(ended.codes)) == (0, {"MZ3628", "MZ3672"})
    assert run("badge", "export").only("MZ1103")
    sample.station.write_text(void + text, "utf-8")
    assert run("badge", "verify", *day).out.startswith("作废: ")
    sample.station.write_text(void.replace(number, "1") + text, "utf-8")
    ended = run("badge", "verify", *day)
    assert (ended.code, ended.only("MZ3673").location) == (18, "data/stations/taoyuan.yaml")
    assert json.loads(run("badge", "verify", "--json", *day).out)["problems"][0]["code"] == "MZ3673"


def test_a_badge_of_the_future_is_not_yet_in_force_and_many_are_summed_up(sample, run) -> None:
    Path("code.txt").write_text(signed(seed=SAMPLE_SEED), encoding="utf-8")
    Path("false.txt").write_text("x", encoding="utf-8")
    ended = run("badge", "verify", "--on", "2026-02-01", "code.txt", "false.txt", "false.txt")
    assert ended.out.startswith("尚未生效: code.txt")
    assert "3 个码：尚未生效 1，伪造 2" in ended.out


def test_without_a_key_the_code_says_so_and_so_does_the_build(sample, run) -> None:
    public = public_key(SEED)
    workspaces.replace(sample.district, SAMPLE_KEY, public)
    ended, text = build(sample, run)
    assert (ended.code, ended.codes) == (0, ["MZ2623"])
    assert text.endswith("\n未签名")
    assert read(text)
    Path("code.txt").write_text(text, encoding="utf-8")
    assert run("badge", "verify", "code.txt").codes == ["MZ3625"]


def test_the_sample_is_signed_and_told_to_be_a_sample(sample, run) -> None:
    told = [each for each in run("check").told if each.code == "MZ2622"]
    assert [each.location for each in told] == [
        f"data/district.yaml:{workspaces.line_of(sample.district, '胸牌公钥')}:1 胸牌公钥"
    ]
    ended, text = build(sample, run)
    assert (ended.code, ended.codes) == (0, ["MZ2622"])
    assert outcome(text, Known((key(SAMPLE_SEED),))) == "genuine"


def test_a_district_without_a_public_key_is_told_and_verifies_nothing(sample, run) -> None:
    line = f"胸牌公钥:\n  - {{ 公钥: {SAMPLE_KEY}, 启用: 2026-01-01 }}\n"
    workspaces.replace(sample.district, line, "")
    assert "MZ2621" in run("check").codes
    Path("code.txt").write_text(TEXT, encoding="utf-8")
    ended = run("badge", "verify", "code.txt")
    assert (ended.code, ended.codes) == (10, ["MZ3626"])


def test_nothing_is_found_genuine_where_a_void_list_cannot_be_read(sample, run) -> None:
    Path("code.txt").write_text(signed(seed=SAMPLE_SEED), encoding="utf-8")
    _enter_void(sample.station, "990103-001-003-03", "丢了")
    ended = run("badge", "verify", "code.txt", "--on", "2027-01-01")
    assert (ended.code, ended.only("MZ3673").location) == (18, "data/stations/taoyuan.yaml")


def test_each_file_is_judged_and_what_holds_no_code_is_told(sample, run) -> None:
    Path("code.txt").write_text(TEXT, encoding="utf-8")
    Path("blank.png").write_bytes(png(Image.new("L", (200, 200), 255)))
    Path("wrong.txt").write_bytes(b"\xff\xfe\0")
    ended = run("badge", "verify", "blank.png", "wrong.txt", "none.txt")
    assert (ended.code, ended.codes[:2]) == (11, ["MZ3621", "MZ3622"])
    assert run("badge", "verify", "blank.png", "code.txt").code == 18


def test_a_key_is_not_written_into_a_workspace_nor_over_a_file(sample, run, tmp_path) -> None:
    assert run("badge", "keygen", "output/badge.key").only("MZ3630")
    assert not (sample.output / "badge.key").exists()
    (tmp_path / "taken").write_text("x")
    assert run("badge", "keygen", str(tmp_path / "taken")).only("MZ7531")
    assert (tmp_path / "taken").read_text() == "x"


def _enter_void(station: Path, number: str, reason: str = "遗失") -> None:
    entry = f"\n作废胸牌:\n  - {{ 编号: {number}, 日期: 2026-11-01, 事由: {reason} }}\n"
    station.write_text(station.read_text(encoding="utf-8") + entry, encoding="utf-8")


@pytest.mark.parametrize(
    ("number", "code"),
    [("990103-001-3-03", "MZ1629"), ("990103-001-001-01", "MZ1623"), ("990103-002-003-03", "MZ1621")],
)
def test_a_void_number_that_cannot_be_right_is_told_at_its_line(sample, run, number: str, code: str) -> None:
    _enter_void(sample.station, number)
    line = workspaces.line_of(sample.station, '序号: "01"' if code == "MZ1623" else number)
    assert f":{line}:" in run("check").only(code).location


@pytest.mark.parametrize("public", ["abc", SAMPLE_KEY[:-1] + "l", SAMPLE_KEY + "=", SAMPLE_KEY.replace("_", "/")])
def test_a_public_key_that_is_none_is_told_at_its_line(sample, run, public: str) -> None:
    workspaces.replace(sample.district, SAMPLE_KEY, public)
    assert f":{workspaces.line_of(sample.district, public)}:" in run("check").only("MZ1630").location
