"""`mzdocs sign`: an archive PDF and a key -> the signed PDF, beside it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from mzdocs.cli import options
from mzdocs.cli.messages import examples, say
from mzdocs.cli.new_file import refuse_taken, save
from mzdocs.cli.passwords import password


@click.command(
    "sign",
    help=say(
        "给归档的 PDF 加上数字签名（PAdES），另存为新文件。",
        "Put a digital signature (PAdES) on an archive PDF, saved as a new file.",
    ),
    epilog=examples("mzdocs sign output/taoyuan/archive/volume-db-001.pdf --key station.p12"),
)
@click.argument("file", type=options.FILE, metavar=say("PDF文件", "FILE"))
@click.option("--key", "key_file", required=True, type=options.FILE, help=say("密钥文件（.p12）", "Key file (.p12)"))
@click.option("--reason", "why", help=say("签名理由，例如 归档", "Reason"))
@click.option("--passphrase-file", type=options.FILE, help=say("从文件第一行读口令", "Read the passphrase from a file"))
@options.output_file
@options.language
def sign(file: Path, key_file: Path, why: str | None, passphrase_file: Path | None, output: Path | None) -> None:
    """Sign a copy of the file and say where it lies; the file itself is not touched.

    Raises:
        Stopped: the file, the key, its passphrase or the path is not as it must be.
    """
    from mzdocs.load.workspace import read_bytes
    from mzdocs.pdf.signing import key, signed

    pdf, container = read_bytes(file, file.name), read_bytes(key_file, key_file.name)
    path = output or _beside(file)
    refuse_taken(path)
    secret = password(passphrase_file, say("密钥口令", "Passphrase of the key"), twice=False)
    save(path, signed(pdf, key(container, secret, datetime.now(UTC)), why))
    click.echo(say(f"已签名：{path}", f"Signed: {path}"))


def _beside(file: Path) -> Path:
    """A delivered set holds what its manifest lists and nothing else: what is signed goes beside the set."""
    if (file.parent / "manifest.json").exists():
        return file.resolve().parent.parent / "signed" / file.name
    return file.with_name(f"{file.stem}-signed.pdf")
