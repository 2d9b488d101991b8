"""Signatures of badge codes: Ed25519 (RFC 8032) over the text, keys and signatures as base64url without padding."""

from __future__ import annotations

import base64
import hashlib

from mzdocs.core.problems import Exit, Location, Stopped, problem_type

NO_KEY = problem_type(
    "MZ1627",
    "这不是胸牌的签名密钥",
    "This is no key that signs badges",
    "用 mzdocs badge keygen 生成的密钥文件（PEM，Ed25519，没有口令）。",
    "Give the file that mzdocs badge keygen wrote (PEM, Ed25519, without a passphrase).",
    Exit.ASSET,
)

SAMPLE_SEED = hashlib.sha256("样例密钥，不得用于正式证件".encode()).digest()
SAMPLE_KEY = "LBbFAlZ_JdmbBUSWEtHUeD6TeGGKPMFUVxvJLM4iHEk"
"""The key of the sample district and its public half. It stands in a public program: its signature proves nothing."""
LENGTH = 86
"""Characters of a signature."""


def new_seed() -> bytes:
    """A new private key, 32 bytes of the system's randomness."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(seed: bytes) -> str:
    """The public half of a private key, 43 characters."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return _coded(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())


def key_file(seed: bytes) -> bytes:
    """A private key as a file: PEM, PKCS #8, not enciphered."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = Ed25519PrivateKey.from_private_bytes(seed)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def seed_of(data: bytes, location: Location) -> bytes:
    """The private key in a file.

    Raises:
        Stopped: it holds none, another kind of key, or one under a passphrase.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(data, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise Stopped([NO_KEY.at(location)])
    return key.private_bytes_raw()


def signature(text: str, seed: bytes) -> str:
    """The signature of a text's UTF-8 bytes; equal texts and keys give equal signatures."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return _coded(Ed25519PrivateKey.from_private_bytes(seed).sign(text.encode()))


def is_signed(text: str, signature: str, key: str) -> bool:
    """Whether the signature of a text is of this public key, in the one spelling a signature has."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if len(signature) != LENGTH or not signature.isascii():
        return False
    raw = base64.urlsafe_b64decode(signature + "==")
    if _coded(raw) != signature:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(key + "=")).verify(raw, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")
