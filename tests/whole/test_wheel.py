"""The wheel works where there is no checkout: installed into an empty environment, on its own sample."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2 as pdfium

ROOT = Path(__file__).parents[2]


def run(*command: object, cwd: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [str(c) for c in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_installed_wheel_makes_the_sample_of_its_own(tmp_path):
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", tmp_path, ROOT, cwd=tmp_path)
    wheel = next(tmp_path.glob("mzdocs-*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    assert "mzdocs/templates/plaque/plate.html" in names
    assert "mzdocs/sample/district.yaml" in names
    assert not [n for n in names if n.endswith((".ttf", ".otf", ".ttc", ".pdf", ".pyc"))]

    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "env", cwd=tmp_path)
    python = tmp_path / "env" / "bin" / "python"
    install = [*pip, "--python", python, "install", "--no-compile"]
    run(*install, "--require-hashes", "-r", ROOT / "requirements.lock", cwd=tmp_path)
    run(*install, "--no-deps", wheel, cwd=tmp_path)

    mzdocs = tmp_path / "env" / "bin" / "mzdocs"
    run(mzdocs, "init", "district", cwd=tmp_path)
    district = tmp_path / "district"
    assert "8 个工作站" in run(mzdocs, "check", cwd=district)
    assert "由编: 990103" in run(mzdocs, "explain", "MZ1102", cwd=tmp_path)
    run(mzdocs, "build-signage", "taoyuan", "--only", "plaque", cwd=district)
    wording = district / "data" / "wording" / "public-notice.txt"
    wording.write_text(wording.read_text("utf-8").replace("予以公示", "向社会公示"), encoding="utf-8")
    run(mzdocs, "district", cwd=district)
    notice = pdfium.PdfDocument(district / "output" / "district" / "reports" / "2026" / "public-notice.pdf")
    assert "向社会公示" in "".join(notice[0].get_textpage().get_text_bounded().split())
    plate = pdfium.PdfDocument(district / "output" / "taoyuan" / "signage" / "plaque-plate.pdf")
    assert "桃源街道" in "".join(plate[0].get_textpage().get_text_bounded().split())
