"""The signatures of an OFD: what each says it signs, by which digests, and what its value says of that list."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from asn1crypto.core import BitString, Sequence

from mzdocs.core.outcomes import NotRun
from mzdocs.gbt33190.ofd_package import OfdPackage, UnreadPart, below, inner, located, said_in
from mzdocs.gbt33190.ofd_tree import ENTRY, OfdTree

_METHODS = {
    "MD5": "md5", "SHA1": "sha1", "SHA256": "sha256", "SM3": "sm3",
    "1.2.840.113549.2.5": "md5", "1.3.14.3.2.26": "sha1", "2.16.840.1.101.3.4.2.1": "sha256",
    "1.2.156.10197.1.401": "sm3",
}  # fmt: skip
"""What a list of references may be reckoned by, as it is written, and as `hashlib` calls it."""
_SEAL_METHODS = ("sm3", "sha256")
_HASH_PLACE = 3
"""Of what a seal signs: the digest of the list, behind its version, the seal and the time (GM/T 0031, GB/T 38540)."""


@dataclass(frozen=True)
class OfdSignature:
    """One signature: its number, the part that describes it and that one's root, and the part that lists it."""

    package: OfdPackage
    id: str
    part: str
    root: Any
    is_seal: bool
    listing: str

    @cached_property
    def references(self) -> tuple[tuple[str, str], ...]:
        """Each part it signs, and the digest it had, as it is written."""
        listed = self._listed
        found = () if listed is None else below(listed, "Reference")
        return tuple((self._named(each.get("FileRef", "")), said_in(each, "CheckValue")) for each in found)

    @cached_property
    def value(self) -> str | None:
        """The part that holds its bytes."""
        said = said_in(self.root, "SignedValue")
        return self._named(said) if said else None

    @property
    def own_parts(self) -> frozenset[str]:
        """The parts that are of the signature itself."""
        info = inner(self.root, "SignedInfo")
        seal = None if info is None else inner(info, "Seal")
        named_too = {self._named(said) for said in (said_in(seal, "BaseLoc"),) if said}
        return frozenset({self.listing, self.part, self.value or "", *named_too})

    @property
    def _listed(self) -> Any | None:
        info = inner(self.root, "SignedInfo")
        return None if info is None else inner(info, "References")

    def _named(self, said: str) -> str:
        found = located(self.part, said) or said
        return found if found in self.package.names else self.package.folded.get(found.casefold(), found)

    def changed(self) -> Iterator[str]:
        """The parts that are not any more what was signed.

        Raises:
            NotRun: nothing here reckons such a digest.
            UnreadPart: a part is damaged.
        """
        for part, said in self.references:
            if part == self.listing:  # a later signature is entered there
                continue
            if part in self.package.names and _digest(self._method, self.package.read(part)) != _bytes(said):
                yield part

    @property
    def _method(self) -> str:
        said = "MD5" if self._listed is None else self._listed.get("CheckMethod", "MD5")
        method = _METHODS.get(said.strip().upper().replace("-", ""))
        if method is None:
            raise NotRun(f"摘要算法 {said} 这里不会算", f"digests by {said} are not reckoned here")
        return method

    def sealed(self) -> bool:
        """Whether the list is the one whose digest the seal holds; that the seal itself is genuine, nothing here says.

        Raises:
            NotRun: it is no seal, or one of another form.
            UnreadPart: a part is damaged.
        """
        value = _sequence(self.package.read(self.value)) if self.value in self.package.names and self.value else None
        signed = None if value is None else _first(value)
        try:
            held = None if signed is None else signed[_HASH_PLACE]
        except (IndexError, ValueError, TypeError):
            held = None
        if not isinstance(held, BitString) or not self.is_seal:
            raise NotRun(
                "签章值不是电子印章的格式，与签章说明对不对得上没有验证", "its value is no seal's: not compared"
            )
        data = self.package.read(self.part)
        return bytes(held.contents[1:]) in [_digest(method, data) for method in (self._method, *_SEAL_METHODS)]


def signatures(tree: OfdTree) -> Iterator[OfdSignature]:
    """Every signature that is listed and described.

    Raises:
        UnreadPart: a list of them cannot be read.
    """
    for body in tree.bodies:
        listing = located(ENTRY, said_in(body, "Signatures"))
        root = tree.package.xml(listing) if listing in tree.package.names and listing else None
        for each in () if root is None else below(root, "Signature"):
            part = located(listing or "", each.get("BaseLoc", "")) or ""
            described = tree.opened(part) if part in tree.package.names else None
            if described is not None:
                yield OfdSignature(
                    tree.package, each.get("ID", ""), part, described, each.get("Type", "Seal") == "Seal", listing or ""
                )


def is_whole(package: OfdPackage, part: str) -> bool:
    """Whether the bytes of a signature are one value from beginning to end."""
    try:
        return _sequence(package.read(part)) is not None
    except UnreadPart:
        return False


def _sequence(data: bytes) -> Sequence | None:
    try:
        return Sequence.load(data, strict=True)
    except (ValueError, TypeError):
        return None


def _first(value: Sequence) -> Sequence | None:
    try:
        found = value[0]
        return found if isinstance(found, Sequence) else None
    except (IndexError, ValueError, TypeError):
        return None


def _digest(method: str, data: bytes) -> bytes:
    """The digest of bytes.

    Raises:
        NotRun: the library of this machine was built without it.
    """
    try:
        return hashlib.new(method, data, usedforsecurity=False).digest()
    except ValueError:
        raise NotRun(f"这台电脑不会算 {method.upper()}", f"this machine does not reckon {method}") from None


def _bytes(said: str) -> bytes:
    try:
        return base64.b64decode("".join(said.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
