"""Encrypted for a district's own public key, and opened with the private one, by age (X25519)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.nation.store.store_address import LIBRARY_MISSING

NOT_OPENED = problem_type(
    "MZN35",
    "用这把私钥打不开",
    "This private key does not open it",
    "用 --identity 写这个区“加密公钥”那一对里的私钥文件（age-keygen 写的，AGE-SECRET-KEY-1 开头的那一行）。",
    "Name by --identity the private half of the district's public key (as age-keygen wrote it: AGE-SECRET-KEY-1…).",
    Exit.VERIFY,
)
Sealer = Callable[[bytes], bytes]


def age() -> ModuleType:
    """The library.

    Raises:
        Stopped: it is not there.
    """
    try:
        import pyrage
    except ImportError:
        raise Stopped([LIBRARY_MISSING.at(name="pyrage")]) from None
    found: ModuleType = pyrage
    return found


def sealer(recipient: str) -> Sealer:
    """What encrypts for a public key."""
    pyrage = age()
    key = pyrage.x25519.Recipient.from_str(recipient)
    return lambda data: bytes(pyrage.encrypt(data, [key]))


def opener(file: Path) -> Sealer:
    """What decrypts with the private keys of a file.

    Raises:
        Stopped: there is none in it, or later, none of them opens what is given.
    """
    pyrage = age()
    try:
        lines = [line.strip() for line in file.read_text("utf-8").splitlines()]
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError):  # its text would tell what stands there
        keys = []
    if not keys:
        raise Stopped([NOT_OPENED.at(Location(file.name))])

    def opened_with(data: bytes) -> bytes:
        try:
            return bytes(pyrage.decrypt(data, keys))
        except pyrage.DecryptError:
            raise Stopped([NOT_OPENED.at(Location(file.name))]) from None

    return opened_with
