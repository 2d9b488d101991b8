"""`mzdocs sign`: an archive PDF and a key -> the signed PDF, beside it; or signed PDFs -> what they are worth."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from mzdocs.cli import options
from mzdocs.cli.messages import examples, say
from mzdocs.cli.new_file import refuse_taken, save
from mzdocs.cli.passwords import password
from mzdocs.cli.verified_signatures import verified
from mzdocs.core.problems import Exit


@click.command(
    "sign",
    help=say(
        "给归档的 PDF 加上数字签名（PAdES），另存为新文件；或者验证签过名的文件。",
        "Put a digital signature (PAdES) on an archive PDF, saved as a new file; or verify signed files.",
    ),
    epilog=examples(
        "mzdocs sign output/taoyuan/archive/volume-db-001.pdf --key station.p12",
        "mzdocs sign --verify output/taoyuan/signed/volume-db-001.pdf --trust root.cer",
    ),
)
@click.argument("files", nargs=-1, required=True, type=options.FILE, metavar=say("PDF文件", "FILES"))
@click.option("--key", "key_file", type=options.FILE, help=say("密钥文件（.p12）", "Key file (.p12)"))
@click.option("--reason", "why", help=say("签名理由，例如 归档", "Reason"))
@click.option("--passphrase-file", type=options.FILE, help=say("从文件第一行读口令", "Read the passphrase from a file"))
@click.option("--verify", is_flag=True, help=say("验证签名，不签名", "Verify signatures instead of signing"))
@click.option(
    "--trust",
    type=options.FILE,
    help=say("验证时信任的根证书（.cer、.pem）", "When verifying, the root certificates to trust (.cer, .pem)"),
)
@options.as_json
@options.output_file
@options.language
def sign(
    files: tuple[Path, ...],
    key_file: Path | None,
    why: str | None,
    passphrase_file: Path | None,
    verify: bool,
    trust: Path | None,
    as_json: bool,
    output: Path | None,
) -> Exit:
    """Sign a copy of one file and say where it lies, or say what the signatures of files are worth.

    Raises:
        Stopped: a file, the key, its passphrase or the path is not as it must be.
        click.UsageError: options of one are given to the other.
    """
    if verify:
        if key_file or why or passphrase_file or output:
            raise click.UsageError(
                say("--verify 只和 --trust、--json 一起用", "--verify goes with --trust and --json only")
            )
        return verified(files, trust, as_json)
    if key_file is None or len(files) != 1 or trust or as_json:
        raise click.UsageError(
            say("签名要一个文件和 --key；验证写 --verify", "Signing takes one file and --key; --verify verifies")
        )
    _sign(files[0], key_file, why, passphrase_file, output)
    return Exit.DONE


def _sign(file: Path, key_file: Path, why: str | None, passphrase_file: Path | None, output: Path | None) -> None:
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
