"""What a store, or the way to it, refuses: a sentence and an exit code each, and no secret in any of them."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mzdocs.core.problems import Exit, Problem, Stopped
from mzdocs.nation.store import store_address
from mzdocs.nation.store.object_stores import StoreFolder
from mzdocs.nation.store.refusals import (
    CLOCK,
    NO_BUCKET,
    OTHER_REGION,
    REFUSED,
    UNEXPECTED,
    UNREACHABLE,
)
from mzdocs.nation.store.store_address import (
    NO_ADDRESS,
    NO_CREDENTIALS,
    OPEN_ENDPOINT,
    SAME_PLACE,
    Patience,
    StoreAddress,
    account,
    opened,
)
from mzdocs.nation.store.targets import targets_at

from .stores import before, make_bucket, s3_server

KEY, SECRET, TOKEN = "AKIAOFNOBODY", "SeCrEtSeCrEt", "ToKeNtOkEn"
SAID = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}


def stopped_by(act: Callable[[], object]) -> Problem:
    with pytest.raises(Stopped) as stopped:
        act()
    (problem,) = stopped.value.problems
    for language in ("zh", "en"):
        told = f"{problem.location} {problem.message(language)} {problem.remedy(language)} {stopped.value}"  # type: ignore[arg-type]
        assert not any(secret in told for secret in (KEY, SECRET, TOKEN))
    return problem


# addresses


@pytest.mark.parametrize(("text", "bucket", "path"), [
    ("s3://abc", "abc", ""), ("s3://mz-public/全国/2026/", "mz-public", "全国/2026"), ("s3://abc//a//b", "abc", "a/b"),
    ("s3://" + "a" * 63, "a" * 63, ""), ("/srv/store", "", "/srv/store"),
])  # fmt: skip
def test_a_bucket_with_a_prefix_or_a_folder_is_an_address(text: str, bucket: str, path: str) -> None:
    assert StoreAddress.of(text) == StoreAddress(bucket, path)


@pytest.mark.parametrize("text", [
    "", "s3://", "s3://ab", "s3://" + "a" * 64, "s3://Abc", f"s3://{KEY}:{SECRET}@abc/x", "https://abc/x", "s3://abc?x",
])  # fmt: skip
def test_nothing_else_is_and_what_was_written_is_not_repeated(text: str) -> None:
    assert stopped_by(lambda: StoreAddress.of(text)).code == NO_ADDRESS.code


@pytest.mark.parametrize(("one", "other", "apart"), [
    ("s3://abc/x", "s3://abc/x", False), ("s3://abc", "s3://abc/x", False), ("s3://abc/x/y", "s3://abc/x", False),
    ("s3://abc/x", "s3://abc/xy", True), ("s3://abc/x", "s3://abd/x", True), ("/a/b", "/a/b/c", False),
    ("/a/b", "/a/bc", True), ("/abc/x", "s3://abc/x", True),
])  # fmt: skip
def test_what_is_private_lies_apart(one: str, other: str, apart: bool) -> None:
    assert StoreAddress.of(one).apart_from(StoreAddress.of(other)) == apart
    assert StoreAddress.of(other).apart_from(StoreAddress.of(one)) == apart


def test_one_place_for_both_is_refused(tmp_path: Path) -> None:
    place = str(tmp_path / "store")
    assert stopped_by(lambda: targets_at(place, place)).code == SAME_PLACE.code
    assert [each.where for each in targets_at(f"{place}/a", f"{place}/b")] == ["a", "b"]


# credentials


def test_credentials_are_those_of_the_environment_or_of_a_profile(tmp_path: Path) -> None:
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "credentials").write_text(
        f"[default]\naws_access_key_id = D{KEY}\naws_secret_access_key = D{SECRET}\n"
        f"[mz]\naws_access_key_id = M{KEY}\naws_secret_access_key = M{SECRET}\naws_session_token = {TOKEN}\n"
    )
    (tmp_path / ".aws" / "config").write_text("[profile mz]\nregion = cn-north-1\nendpoint_url = https://x.example\n")
    home = {"HOME": str(tmp_path)}
    default, chosen = account(home), account({**home, "AWS_PROFILE": "mz"})
    assert (default.key, default.secret, default.token, default.region) == (f"D{KEY}", f"D{SECRET}", "", "us-east-1")
    assert (chosen.key, chosen.token, chosen.region, chosen.endpoint) == (
        f"M{KEY}", TOKEN, "cn-north-1", "https://x.example"
    )  # fmt: skip
    both = account({**home, **SAID, "AWS_PROFILE": "mz", "AWS_REGION": "cn-east-1"})
    assert replace(both, endpoint="") == store_address.Account(KEY, SECRET, "", "cn-east-1")
    assert not any(secret in repr(chosen) for secret in (SECRET, TOKEN))


@pytest.mark.parametrize("said", [
    {}, {"AWS_ACCESS_KEY_ID": KEY}, {"AWS_SECRET_ACCESS_KEY": SECRET}, {"AWS_PROFILE": "nobody"},
])  # fmt: skip
def test_without_credentials_nobody_is_asked(tmp_path: Path, said: dict[str, str]) -> None:
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "credentials").write_text(f"[mz]\naws_secret_access_key = {SECRET}\n{KEY} is no setting")
    problem = stopped_by(lambda: account({"HOME": str(tmp_path), **said}))
    assert (problem.code, problem.problem_type.exit) == (NO_CREDENTIALS.code, Exit.USAGE)


@pytest.mark.parametrize(("endpoint", "open_one"), [
    ("https://10.1.2.3", False), ("http://127.0.0.1:9000", False), ("http://localhost", False), ("http://[::1]", False),
    ("http://10.1.2.3", True), ("http://127.0.0.1.example.com", True), ("ftp://127.0.0.2.example", True),
    ("HTTP://10.1.2.3", True), ("http://localhost@10.1.2.3", True),
])  # fmt: skip
@pytest.mark.parametrize("variable", ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"])
def test_only_this_machine_is_reached_openly(tmp_path: Path, endpoint: str, open_one: bool, variable: str) -> None:
    said = {"HOME": str(tmp_path), **SAID, variable: endpoint}
    if open_one:
        assert stopped_by(lambda: account(said)).code == OPEN_ENDPOINT.code
    else:
        assert account(said).endpoint == endpoint


def test_an_authority_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**SAID, "HOME": str(tmp_path), "AWS_CA_BUNDLE": str(tmp_path / "missing.pem")}.items():
        monkeypatch.setenv(name, value)
    assert stopped_by(lambda: opened(StoreAddress.of("s3://abc/x"))).code == NO_ADDRESS.code


@pytest.mark.parametrize("library", ["obstore", "pyrage", "backports.zstd"])
def test_a_library_that_is_missing_is_named(tmp_path: Path, library: str) -> None:
    code = (
        f"import sys; sys.modules[{library!r}] = None\n"
        "from mzdocs.nation.store.targets import targets_at\n"
        f"targets_at('s3://abc' if {library!r} == 'obstore' else None, {str(tmp_path)!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "Stopped: MZN20" in done.stderr


# what a server answers


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[str], StoreFolder]]:
    """Opens a store at an endpoint, without patience."""
    for name, value in {**SAID, "HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(store_address, "REPEATS", 0)

    def at(endpoint: str) -> object:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
        return opened(StoreAddress.of("s3://abc/x"), Patience(1, 1, 1, 1))

    return at  # type: ignore[return-value]


def error(code: str) -> bytes:
    return f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{KEY} {SECRET}</Message></Error>".encode()


ANSWERS = [
    (403, error("AccessDenied"), REFUSED), (401, b"", REFUSED), (403, error("SignatureDoesNotMatch"), REFUSED),
    (400, error("ExpiredToken"), REFUSED), (403, error("RequestTimeTooSkewed"), CLOCK),
    (404, error("NoSuchBucket"), NO_BUCKET), (301, error("PermanentRedirect"), OTHER_REGION),
    (400, error("AuthorizationHeaderMalformed"), OTHER_REGION), (500, error("InternalError"), UNEXPECTED),
    (507, b"full", UNEXPECTED), (501, error("NotImplemented"), UNEXPECTED), (400, error(KEY), UNEXPECTED),
    (0, b"", UNREACHABLE),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "told"), ANSWERS)
def test_what_a_server_refuses_is_told_in_our_words(line, status: int, body: bytes, told: object) -> None:
    with before("", lambda method, path: (status, body)) as endpoint:
        store = line(endpoint)
        acts = [lambda: store.write("sending/x", b"1"), lambda: store.create("packs/x", b"1"),
                lambda: store.read("x"), lambda: [*store.listed("packs")]]  # fmt: skip
        for act in acts:
            problem = stopped_by(act)
            assert problem.problem_type == told
            assert problem.problem_type.exit == Exit.OUTPUT


def test_an_answer_to_head_has_no_body_and_is_told_by_its_status(line) -> None:
    with before("", lambda method, path: (403, error("AccessDenied"))) as endpoint:
        assert stopped_by(lambda: line(endpoint).size("x")).problem_type == REFUSED


def test_a_server_that_is_not_there_or_never_answers_is_told(line) -> None:
    ended = threading.Event()
    assert stopped_by(lambda: line("http://127.0.0.1:9").write("x", b"1")).problem_type == UNREACHABLE
    with before("", lambda method, path: (200, b"") if ended.wait(20) else None) as endpoint:
        assert stopped_by(lambda: line(endpoint).write("x", b"1")).problem_type == UNREACHABLE
        ended.set()


def test_a_bucket_that_is_not_there_and_one_that_is(line) -> None:
    with s3_server() as endpoint:
        store = line(endpoint)
        assert stopped_by(lambda: store.write("sending/x", b"1")).problem_type == NO_BUCKET
        make_bucket(endpoint, "abc")
        store.write("sending/x", b"1")
        assert store.read("sending/x") == b"1"
        assert [*store.listed("sending")] == [("x", 1)]


# folders


def test_a_folder_that_cannot_be_written_is_told_and_a_half_file_has_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = StoreFolder(tmp_path / "store")
    (tmp_path / "store").write_text("a file")
    problem = stopped_by(lambda: store.write("packs/x", b"1"))
    assert (problem.problem_type, problem.location.file) == (UNEXPECTED, "store")
    (tmp_path / "store").unlink()

    def full(path: Path, data: bytes, mode: int) -> None:
        path.write_bytes(data[:1])
        raise OSError(28, "")

    monkeypatch.setattr("mzdocs.publish.disk.write", full)
    assert "磁盘已满" in stopped_by(lambda: store.write("packs/x", b"12")).message()
    assert [*store.listed("packs")] == []
