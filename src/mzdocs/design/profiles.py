"""The press condition: which colour profiles stand for it, pinned like the fonts and kept beside them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache

from mzdocs.core.problems import NOWHERE, Exit, Problem, Stopped, problem_type
from mzdocs.design import fonts

PROFILE_MISSING = problem_type(
    "MZ4005",
    "印刷色彩特性文件没有装好：{files}",
    "Press profiles are not installed: {files}",
    "运行 mzdocs fonts --install（或 make demo）安装。",
    "Run mzdocs fonts --install (or make demo).",
    Exit.FONT,
)

CONDITION = "FOGRA39"
"""Offset on coated paper, ISO 12647-2: its name in the ICC's registry of characterised print conditions."""


@dataclass(frozen=True)
class Profile:
    """One ICC file, pinned by SHA-256."""

    file: str
    package: str
    sha256: str


OUTPUT = Profile(
    "FOGRA39L_coated.icc", "texlive-base", "b35713ef7eff09349d4c3249e5f377736d06d8a2671c54712971a3546bf17c57"
)
"""Embedded as the output intent: a tenth of the size of the other."""
SEPARATION = Profile(
    "ISOcoated_v2_300_bas.icc", "scribus-data", "b424c77f40c3423c925536f8ae08634985ccd0fe80eb253d5d229197ded7e886"
)
"""Separates pictures for the same condition, with at most 300 % of ink where the other goes to 316 %."""
PROFILES = (OUTPUT, SEPARATION)


@cache
def read(profile: Profile) -> bytes:
    """The profile's bytes.

    Raises:
        Stopped: it is not installed, or another of its name is.
    """
    try:
        data = (fonts.home() / profile.file).read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != profile.sha256:
        raise Stopped([PROFILE_MISSING.at(NOWHERE, files=profile.file)])
    return data


def verify(thorough: bool = False) -> list[Problem]:
    """What is wrong with the installed profiles; `thorough` compares checksums."""
    wrong = [profile.file for profile in PROFILES if not _sound(profile, thorough)]
    return [PROFILE_MISSING.at(NOWHERE, files="、".join(wrong))] if wrong else []


def _sound(profile: Profile, thorough: bool) -> bool:
    path = fonts.home() / profile.file
    return path.is_file() and (not thorough or hashlib.sha256(path.read_bytes()).hexdigest() == profile.sha256)
