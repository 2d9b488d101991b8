"""What readers must not see is found however it was typed, and what only looks like it stays."""

from __future__ import annotations

import pytest

from mzdocs.derive.masking import has_identity_number, without_contacts, without_identity_numbers

SPELT = {
    "990103197406010846": "990103********0846",
    "９９０１０３１９７４０６０１０８４６": "９９０１０３********０８４６",
    "990103-1974-0601-0846": "990103-****-****-0846",
    "9901 0319 7406 0108 46": "9901 03** **** **08 46",
    "990103\u300019740601\u30000846": "990103\u3000********\u30000846",
    "990103–19740601–0846": "990103–********–0846",
    "990103\u200b197406010846": "990103\u200b********0846",
    "990103/19740601/0846": "990103/********/0846",
    "990103197406010846990103197406010846": "990103********0846990103********0846",
    "证号1990103197406010846": "证号1990103********0846",
    "99010319961211926x": "990103********926x",
    "99010319961211926Ｘ": "990103********926Ｘ",
    "990103197406010847": "990103********0847",
}
REACHED = (
    "13800000001", "138 0000 0001", "138-0000-0001", "+8613800000001", "+86 138 0000 0001", "１３８００００００１１",
    "0999-5550101", "0999 5550101", "（0999）5550101", "(0999)5550101", "０９９９－５５５０１０１",
    "6222000000000000001", "6222 0000 0000 0000 001", "6222-0000-0000-0000", "990103740601084", "990103 740601 084",
)  # fmt: skip
SOUND = (
    "2021-08-06 2021-08-16 30 页", "澄民低保〔2021〕244号", "Z105-MZ·DB-D10-001-0014", "2021年第三季度审核表",
    "2019 2020 2021 2022", "第 1—18 页", "RC-2021-001",
)  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), SPELT.items())
def test_an_identity_number_keeps_six_and_four(text: str, shown: str) -> None:
    assert has_identity_number(text)
    assert without_identity_numbers(f"号：{text}。") == f"号：{shown}。"
    assert without_identity_numbers(shown) == shown


@pytest.mark.parametrize("text", REACHED)
def test_nothing_of_a_telephone_or_an_account_is_left(text: str) -> None:
    assert without_contacts(f"甲{text}乙") == f"甲{'*' * len(text)}乙"


@pytest.mark.parametrize("text", SOUND)
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert not has_identity_number(text)
    assert without_contacts(without_identity_numbers(text)) == text


def test_a_long_run_of_figures_takes_no_time() -> None:
    assert not has_identity_number("0-" * 200_000)
