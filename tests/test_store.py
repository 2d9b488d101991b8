"""Where a fleet's files go: a pack a station, an index last, and a reader that sees old or new, whatever fails."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest
from jsonschema import Draft202012Validator

from mzdocs.core.problems import Stopped
from mzdocs.nation.districts import districts_under
from mzdocs.nation.store import district_base, fetching, fleet_sending, sending, store_address
from mzdocs.nation.store.age_sealing import NOT_OPENED, opener, sealer
from mzdocs.nation.store.fetching import DAMAGED, IN_THE_WAY, NO_STATION, Fetching, fetch_stations
from mzdocs.nation.store.fleet_sending import NO_RECIPIENT, Sending, send_fleet
from mzdocs.nation.store.object_stores import ObjectStore, StoreFolder
from mzdocs.nation.store.sending import Recipient, Sent, send_private, send_public
from mzdocs.nation.store.set_files import MOVED, Generation
from mzdocs.nation.store.station_index import (
    NOT_UNDERSTOOD,
    PackAddress,
    PrivateIndex,
    StationIndex,
    index_bytes,
    understood,
)
from mzdocs.nation.store.station_pack import packed
from mzdocs.nation.store.store_address import StoreAddress, opened
from mzdocs.nation.store.store_marks import OTHERS_AT_WORK
from mzdocs.nation.store.store_survey import Survey, collect, survey
from mzdocs.nation.store.targets import Targets
from mzdocs.publish.manifest import CHANGED

from .stores import PRIVATE, PUBLIC, Sets, Watched, before, delivered, listing, make_bucket, s3_server, sums_of

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "store-index.schema.json").read_text("utf-8"))
STATION = "某市/某区/taoyuan"
PLACE = "某市/某区"
CHANGED_SETS: Sets = {**PUBLIC, "signage": {"plaque.pdf": b"other plaque", "board.pdf": b"board"}}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with s3_server() as endpoint:
        yield endpoint


@pytest.fixture
def s3(server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The address of a new bucket; the environment says how it is reached."""
    name = "t" + sha256(str(tmp_path).encode()).hexdigest()[:20]
    make_bucket(server, name)
    for variable, value in (("ACCESS_KEY_ID", "a"), ("SECRET_ACCESS_KEY", "b"), ("ENDPOINT_URL", server)):
        monkeypatch.setenv(f"AWS_{variable}", value)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(store_address, "REPEATS", 0)
    return f"s3://{name}/全国/2026"


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    if request.param == "folder":
        return StoreFolder(tmp_path / "store")
    return opened(StoreAddress.of(request.getfixturevalue("s3")))


def send(root: Path, targets: Targets, again: bool = False) -> Sending:
    return send_fleet(root, [*districts_under(root)], targets, again, lambda *_: None)


def sent_to(store: ObjectStore, root: Path, sets: Sets = PUBLIC) -> Sent:
    found = Generation.of(delivered(root, PLACE, "taoyuan", sets))
    assert found
    return send_public(store, STATION, found)


def fetched(store: ObjectStore, folder: Path, keys: Callable[[bytes], bytes] | None = None) -> Fetching:
    return fetch_stations(store, folder, None, keys, lambda *_: None)


# public sets


def test_each_station_has_a_pack_and_an_index_and_is_set_on_the_first_of_its_district(
    store: ObjectStore, tmp_path: Path
) -> None:
    for slug in ("taoyuan", "liulin", "nanping"):
        delivered(tmp_path, PLACE, slug, {**PUBLIC, **PRIVATE})
    done = send(tmp_path, Targets(store))
    lies = listing(store)
    assert (done.problems, done.sent.packs) == ([], 3)
    indexes = {name: data for name, data in lies.items() if name.startswith("stations/")}
    assert set(indexes) == {f"stations/{PLACE}/{slug}.json" for slug in ("taoyuan", "liulin", "nanping")}
    for data in indexes.values():
        Draft202012Validator(SCHEMA).validate(json.loads(data))
    first, *others = (public_index(store, f"{PLACE}/{slug}") for slug in ("liulin", "nanping", "taoyuan"))
    assert (first.base, [each.base for each in others]) == (None, [first.pack] * 2)
    packs = {name: data for name, data in lies.items() if name not in indexes}
    assert {name: PackAddress.of(data).name for name, data in packs.items()} == {name: name for name in packs}
    assert set(packs) == {each.pack.name for each in (first, *others)}
    assert {each.sha256 for each in first.files} > sums_of(PUBLIC)
    assert not {each.sha256 for each in first.files} & sums_of(PRIVATE)
    assert survey(store) == Survey(3, 3, done.sent.size, 0, 0, 0)
    assert fetched(store, tmp_path / "got").stations == 3


def public_index(store: ObjectStore, station: str = STATION) -> StationIndex:
    index = understood(store.read(f"stations/{station}.json") or b"", station)
    assert isinstance(index, StationIndex)
    return index


def test_what_stations_have_in_common_is_stored_once_a_district(tmp_path: Path) -> None:
    shared, store = random.Random(1).randbytes(100_000), StoreFolder(tmp_path / "store")
    for slug in ("liulin", "nanping", "taoyuan"):
        delivered(tmp_path, PLACE, slug, {"signage": {"a.pdf": shared + slug.encode(), "b.pdf": shared}})
    assert 100_000 < send(tmp_path, Targets(store)).sent.size < 110_000


def test_what_is_there_is_not_sent_nor_packed_and_a_change_sends_the_pack(
    store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sent_to(store, tmp_path).packs == 1
    first = listing(store)
    with monkeypatch.context() as without:
        without.setattr(sending, "packed", None)
        assert sent_to(store, tmp_path) == Sent(same=1)
    assert listing(store) == first
    assert sent_to(store, tmp_path, CHANGED_SETS).packs == 1
    assert survey(store).loose == 1


def test_a_first_station_that_changes_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    store = StoreFolder(tmp_path / "store")
    delivered(tmp_path, PLACE, "liulin", PUBLIC)
    delivered(tmp_path, PLACE, "taoyuan", PUBLIC)
    send(tmp_path, Targets(store))
    old = public_index(store)
    delivered(tmp_path, PLACE, "liulin", CHANGED_SETS)
    assert send(tmp_path, Targets(store)).sent.same == 1
    assert public_index(store) == old
    assert (collect(store).loose, survey(store).missing) == (0, 0)  # what the other is set on stays
    delivered(tmp_path, PLACE, "taoyuan", CHANGED_SETS)
    send(tmp_path, Targets(store))
    assert public_index(store).base == public_index(store, f"{PLACE}/liulin").pack
    assert collect(store).loose == 2
    assert fetched(store, tmp_path / "got").stations == 2


def test_no_pack_is_set_on_one_that_is_on_another(tmp_path: Path) -> None:
    store = StoreFolder(tmp_path / "store")
    for slug in ("liulin", "nanping", "taoyuan"):
        delivered(tmp_path, PLACE, slug, PUBLIC)
    send(tmp_path, Targets(store))
    (tmp_path / PLACE / "data" / "stations" / "liulin.yaml").unlink()
    delivered(tmp_path, PLACE, "taoyuan", CHANGED_SETS)
    send(tmp_path, Targets(store))
    first = public_index(store, f"{PLACE}/nanping")
    assert first.base
    assert public_index(store).base == first.base
    assert fetched(store, tmp_path / "got").problems == ()


def test_the_others_go_alone_if_the_first_of_their_district_cannot_be_sent(tmp_path: Path) -> None:
    store = StoreFolder(tmp_path / "store")
    (delivered(tmp_path, PLACE, "liulin", PUBLIC) / "signage" / "plaque.pdf").write_bytes(b"by hand")
    delivered(tmp_path, PLACE, "taoyuan", PUBLIC)
    done = send(tmp_path, Targets(store))
    assert ([problem.code for problem in done.problems], done.sent.packs) == ([CHANGED.code], 1)
    assert public_index(store).base is None


def test_nobody_waits_for_a_first_station_that_ended_in_a_fault_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivered(tmp_path, PLACE, "liulin", PUBLIC)
    delivered(tmp_path, PLACE, "taoyuan", PUBLIC)
    whole, other_began, told = Generation.of, threading.Event(), list[bool]()

    def fault(folder: Path) -> Generation | None:
        if folder.name == "liulin":
            other_began.wait(10)
            raise RuntimeError
        other_began.set()
        return whole(folder)

    class _Watched(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            told.append(super().wait(3))
            return True

    monkeypatch.setattr(Generation, "of", fault)
    monkeypatch.setattr(district_base, "Event", _Watched)
    with pytest.raises(RuntimeError):
        send(tmp_path, Targets(StoreFolder(tmp_path / "store")))
    assert told == [True]


@pytest.mark.parametrize("lies", [None, b"tampered", "cut"])
def test_a_pack_that_is_spoilt_is_told_not_used_and_sent_again(
    store: ObjectStore, tmp_path: Path, lies: bytes | str | None
) -> None:
    for slug in ("liulin", "taoyuan"):
        delivered(tmp_path, PLACE, slug, PUBLIC)
    send(tmp_path, Targets(store))
    whole = listing(store)
    first = public_index(store, f"{PLACE}/liulin").pack
    store.remove([first.name])
    if lies:
        store.write(first.name, whole[first.name][:-1] if lies == "cut" else b"tampered")
    assert survey(store).missing == (not lies)
    done = fetched(store, tmp_path / "got")
    assert [(problem.code, problem.location.file) for problem in done.problems] == [
        (DAMAGED.code, f"{PLACE}/{slug}") for slug in ("liulin", "taoyuan")
    ]
    assert not [path for path in (tmp_path / "got").rglob("*") if path.is_file()]
    assert send(tmp_path, Targets(store)).sent == Sent(same=2)  # by their indexes
    if not lies:
        delivered(tmp_path, PLACE, "taoyuan", CHANGED_SETS)
        send(tmp_path, Targets(store))
        assert public_index(store).base is None
        delivered(tmp_path, PLACE, "taoyuan", PUBLIC)
    assert send(tmp_path, Targets(store), again=True).problems == []
    send(tmp_path, Targets(store))
    collect(store)
    assert fetched(store, tmp_path / "got").problems == ()


def test_all_that_is_looked_at_again_and_is_whole_is_not_sent(store: ObjectStore, tmp_path: Path) -> None:
    for slug in ("liulin", "taoyuan"):
        delivered(tmp_path, PLACE, slug, PUBLIC)
    send(tmp_path, Targets(store))
    whole = listing(store)
    assert send(tmp_path, Targets(store), again=True).sent == Sent(same=2)
    store.write(f"stations/{STATION}.json", b"spoilt")
    assert [each.code for each in send(tmp_path, Targets(store)).problems] == [NOT_UNDERSTOOD.code]
    assert send(tmp_path, Targets(store), again=True).sent.packs == 1
    assert listing(store) == whole


def test_a_file_that_is_not_as_it_was_delivered_keeps_the_index_there_as_it_was(tmp_path: Path) -> None:
    store = StoreFolder(tmp_path / "store")
    sent_to(store, tmp_path)
    index = store.read(f"stations/{STATION}.json")
    station = delivered(tmp_path, PLACE, "taoyuan", CHANGED_SETS)
    delivered(tmp_path, PLACE, "liulin", PUBLIC)
    (station / "signage" / "plaque.pdf").write_bytes(b"by hand")
    done = send(tmp_path, Targets(store))
    assert [problem.code for problem in done.problems] == [CHANGED.code]
    assert done.sent.packs == 1  # the other one
    assert store.read(f"stations/{STATION}.json") == index


@pytest.mark.parametrize(("key", "value"), [
    ("sha256", "x"), ("sha256", None), ("bytes", -1), ("bytes", "6"), ("bytes", None), ("file", "a\0"),
])  # fmt: skip
def test_a_manifest_that_says_no_sum_or_size_is_told_and_keeps_no_other_station(
    tmp_path: Path, key: str, value: object
) -> None:
    store = StoreFolder(tmp_path / "store")
    manifest = delivered(tmp_path, PLACE, "taoyuan", PUBLIC) / "signage" / "manifest.json"
    delivered(tmp_path, PLACE, "liulin", PUBLIC)
    said = json.loads(manifest.read_bytes())
    said["files"][0][key] = value
    manifest.write_text(json.dumps(said))
    done = send(tmp_path, Targets(store))
    assert ([problem.code for problem in done.problems], done.sent.packs) == ([CHANGED.code], 1)


def test_a_build_that_takes_its_place_meanwhile_is_not_mixed_in(tmp_path: Path) -> None:
    store = StoreFolder(tmp_path / "store")
    station = delivered(tmp_path, PLACE, "taoyuan", PUBLIC)
    found = Generation.of(station)
    assert found
    delivered(tmp_path, PLACE, "taoyuan", PUBLIC, salt="77" * 16)
    with pytest.raises(Stopped) as stopped:
        send_public(store, STATION, found)
    assert stopped.value.problems[0].code == MOVED.code
    assert store.read(f"stations/{STATION}.json") is None


# faults: at the k-th call, for every k


class _Down(Exception):
    pass


@pytest.mark.parametrize("private", [False, True])
def test_a_call_that_fails_at_any_place_leaves_old_or_new_and_the_next_run_heals_it(
    tmp_path: Path, private: bool
) -> None:
    to = Recipient(PUBLIC_KEY, sealer(PUBLIC_KEY))

    def run(store: ObjectStore, found: Generation) -> Sent:
        return send_private(store, STATION, found, to) if private else send_public(store, STATION, found)

    def generation(plaque: bytes) -> Generation:
        sets = {"archive" if private else "signage": {"a.pdf": plaque, "b.pdf": b"board"}}
        found = Generation.of(delivered(tmp_path, PLACE, "taoyuan", sets))
        assert found
        return found

    number, failed = 0, True
    while failed:
        number += 1
        store = StoreFolder(tmp_path / f"store{number}")
        run(store, generation(b"old"))
        old = store.read(f"stations/{STATION}.json")
        found, failed = generation(b"new"), False

        def fails(call: int, at: int = number) -> None:
            if call == at:
                raise _Down

        try:
            run(Watched(store, fails), found)
        except _Down:
            failed = True
            assert store.read(f"stations/{STATION}.json") == old
        assert survey(store).missing == 0
        run(store, found)
        assert contents_of(store, tmp_path / f"got{number}") == {"a.pdf": b"new", "b.pdf": b"board"}
        collect(store)
        assert survey(store).loose == 0
    assert number > 3


@pytest.mark.parametrize("status", [500, 0])
def test_a_server_that_fails_once_at_any_request_is_healed_by_the_next_run(
    s3: str, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    delivered(tmp_path, PLACE, "taoyuan", PUBLIC)
    seen = list[str]()
    at = 0

    def answer(method: str, path: str) -> tuple[int, bytes] | None:
        seen.append(method)
        return (status, b"down") if len(seen) == at else None

    with before(server, answer) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", proxy)
        clean = Targets(opened(StoreAddress.of(f"{s3}/clean")))
        assert send(tmp_path, clean).problems == []
        requests = len(seen)
        assert requests > 6
        for number in range(1, requests + 1):
            store = opened(StoreAddress.of(f"{s3}/{number}"))
            seen.clear()
            at = number
            send(tmp_path, Targets(store))
            assert len(seen) >= number
            at = 0
            assert send(tmp_path, Targets(store)).problems == []
            assert listing(store) == listing(next(iter(clean)))


def test_a_short_failure_is_not_even_noticed(
    s3: str, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_address, "REPEATS", 2)
    delivered(tmp_path, PLACE, "taoyuan", PUBLIC)
    seen = list[str]()

    def answer(method: str, path: str) -> tuple[int, bytes] | None:
        seen.append(path)
        return (503, b"<Error><Code>SlowDown</Code></Error>") if len(seen) % 3 == 0 else None

    with before(server, answer) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", proxy)
        assert send(tmp_path, Targets(opened(StoreAddress.of(s3)))).problems == []


# collecting


def test_only_what_no_index_names_is_collected(store: ObjectStore, tmp_path: Path) -> None:
    sent_to(store, tmp_path)
    kept = listing(store)
    store.write("packs/" + "0" * 64, b"12345")
    store.write("packs/half", b"1")
    assert (survey(store).loose, survey(store).loose_size) == (2, 6)
    assert collect(store).loose == 2
    assert listing(store) == kept


def test_what_a_killed_run_left_half_written_in_a_folder_is_no_index_and_is_collected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = StoreFolder(tmp_path / "store")
    sent_to(store, tmp_path)
    kept = listing(store)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.replace", killed)
    with pytest.raises(KeyboardInterrupt):
        store.write(f"stations/{STATION}.json", b"half")
    monkeypatch.undo()
    assert (survey(store).stations, survey(store).loose) == (1, 1)
    collect(store)
    assert listing(store) == kept


def test_an_index_that_is_not_understood_keeps_everything(store: ObjectStore, tmp_path: Path) -> None:
    sent_to(store, tmp_path)
    store.write("packs/" + "0" * 64, b"12345")
    store.write("stations/x.json", b'{"format": "mzdocs-store-index/3"}')
    before_it = listing(store)
    with pytest.raises(Stopped) as stopped:
        collect(store)
    assert stopped.value.problems[0].code == NOT_UNDERSTOOD.code
    assert listing(store) == before_it


def collected(root: Path, store: ObjectStore) -> bool:
    """Whether one could collect."""
    root.mkdir(exist_ok=True)
    try:
        with Targets(store).marked("collecting", root):
            collect(store)
    except Stopped as stopped:
        return [problem.code for problem in stopped.problems] != [OTHERS_AT_WORK.code]
    return True


def test_whoever_collects_at_any_moment_of_sending_takes_nothing_that_is_named_afterwards(tmp_path: Path) -> None:
    root, other, before_it = tmp_path / "root", tmp_path / "other", StoreFolder(tmp_path / "before")
    delivered(root, PLACE, "taoyuan", PUBLIC)
    send(root, Targets(before_it))
    ((about_to_be_named, pack),) = ((name, data) for name, data in listing(before_it).items() if "packs/" in name)
    number, ended = 0, False
    while not ended:
        number += 1
        store = StoreFolder(tmp_path / f"store{number}")
        store.write(about_to_be_named, pack)
        could = list[bool]()

        def collects(call: int, at: int = number, store: ObjectStore = store, could: list[bool] = could) -> None:
            if call == at:
                could.append(collected(other, store))

        watched = Watched(store, collects)
        done = send(root, Targets(watched))
        ended = watched.calls < number
        assert done.problems == []
        assert survey(store).missing == 0
        assert could in ([], [False]) or number == 1
        assert collected(other, store)
    assert number > 6


def test_whoever_begins_to_send_while_one_collects_is_told(tmp_path: Path) -> None:
    root, other, store = tmp_path / "root", tmp_path / "other", StoreFolder(tmp_path / "store")
    delivered(root, PLACE, "taoyuan", PUBLIC)
    other.mkdir()
    with Targets(store).marked("collecting", other):
        done = send(root, Targets(store))
    (problem,) = done.problems
    assert (problem.code, done.sent) == (OTHERS_AT_WORK.code, Sent())
    assert "collecting/" in problem.remedy()
    assert listing(store) == {}
    assert send(root, Targets(store)).problems == []


def test_the_mark_of_a_killed_run_gives_way_to_the_next_from_there_and_to_nobody_else(tmp_path: Path) -> None:
    root, store = tmp_path / "root", StoreFolder(tmp_path / "store")
    delivered(root, PLACE, "taoyuan", PUBLIC)
    with Targets(store).marked("sending", root):
        (mark,) = listing(store)
    store.write(mark, b"left")
    assert not collected(tmp_path / "other", store)
    assert collected(root, store)
    store.write(mark, b"left")
    assert send(root, Targets(store)).problems == []
    assert collected(tmp_path / "other", store)


# private sets

IDENTITY = pyrage.x25519.Identity.from_str("AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33")
PUBLIC_KEY = str(IDENTITY.to_public())


def _key_file(folder: Path) -> Path:
    path = folder / "key.txt"
    path.write_text(f"# public key: {PUBLIC_KEY}\n{IDENTITY}\n")
    return path


def private(store: ObjectStore, root: Path, sets: Sets = PRIVATE, key: str = PUBLIC_KEY, slug: str = "taoyuan") -> Sent:
    found = Generation.of(delivered(root, PLACE, slug, sets, sha256(slug.encode()).hexdigest()[:32]))
    assert found
    return send_private(store, f"{PLACE}/{slug}", found, Recipient(key, sealer(key)))


def test_nothing_private_leaves_but_encrypted_nor_can_a_guess_be_confirmed(tmp_path: Path) -> None:
    store = StoreFolder(tmp_path / "store")
    private(store, tmp_path, {**PUBLIC, **PRIVATE})
    private(store, tmp_path, {**PUBLIC, **PRIVATE}, slug="liulin")
    lies = listing(store)
    everything = b"".join(name.encode() + data for name, data in lies.items())
    contents = {content for files in PRIVATE.values() for content in files.values()}
    names = {file.encode() for files in PRIVATE.values() for file in files}
    for guess in contents | names | {each.encode() for each in sums_of(PRIVATE) | sums_of(PUBLIC)}:
        assert guess not in everything
    assert sum(name.startswith("packs/") for name in lies) == 2
    for name, data in lies.items():
        if name.startswith("stations/"):
            Draft202012Validator(SCHEMA).validate(json.loads(data))
        else:
            assert data.startswith(b"age-encryption.org/v1\n-> X25519 ")


def test_what_is_private_and_unchanged_is_not_sent_though_no_two_encryptions_are_alike(tmp_path: Path) -> None:
    store = StoreFolder(tmp_path / "store")
    assert private(store, tmp_path).packs == 1
    first = listing(store)
    assert private(store, tmp_path) == Sent(same=1)
    assert listing(store) == first
    changed = {"archive": {**PRIVATE["archive"], "labels.pdf": b"other"}}
    assert private(store, tmp_path, changed).packs == 1
    assert collect(store).loose == 1
    assert contents_of(store, tmp_path / "got") == changed["archive"]


def contents_of(store: ObjectStore, folder: Path) -> dict[str, bytes]:
    assert fetched(store, folder, opener(_key_file(folder.parent))).problems == ()
    return {path.name: path.read_bytes() for path in folder.rglob("*.pdf")}


def test_another_key_encrypts_everything_anew(tmp_path: Path) -> None:
    store = StoreFolder(tmp_path / "store")
    private(store, tmp_path, key=str(pyrage.x25519.Identity.generate().to_public()))
    assert private(store, tmp_path).packs == 1
    assert contents_of(store, tmp_path / "got") == PRIVATE["archive"]


def test_without_a_key_private_sets_stay_and_public_ones_leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class _District:
        store_key: str | None = None

    monkeypatch.setattr(fleet_sending, "load_district", lambda space: (_District, None))
    delivered(tmp_path, PLACE, "taoyuan", {**PUBLIC, **PRIVATE})
    targets = Targets(StoreFolder(tmp_path / "open"), StoreFolder(tmp_path / "closed"))
    done = send(tmp_path, targets)
    assert [(problem.code, problem.location.file) for problem in done.problems] == [
        (NO_RECIPIENT.code, f"{PLACE}/district.yaml")
    ]
    open_one, closed = targets
    assert survey(open_one).stations == 1
    assert listing(closed) == {}
    _District.store_key = PUBLIC_KEY
    assert send(tmp_path, targets).problems == []
    assert isinstance(understood(listing(closed)[f"stations/{STATION}.json"], ""), PrivateIndex)
    assert isinstance(understood(listing(open_one)[f"stations/{STATION}.json"], ""), StationIndex)


# fetching


def test_what_was_sent_comes_back_as_it_was_and_a_second_run_writes_nothing(store: ObjectStore, tmp_path: Path) -> None:
    sent_to(store, tmp_path)
    done = fetched(store, tmp_path / "got")
    assert (done.stations, done.files, done.problems) == (1, 5, ())
    station, got = tmp_path / PLACE / "output" / "taoyuan", tmp_path / "got" / STATION
    for path in (path for path in station.rglob("*") if path.is_file() and not path.name.startswith(".")):
        assert (got / path.relative_to(station)).read_bytes() == path.read_bytes()
    assert sorted(path.name for path in got.rglob("*") if path.is_file()) == [
        "board.pdf", "manifest.json", "manifest.json", "paper.pdf", "plaque.pdf"
    ]  # fmt: skip
    (got / "signage" / "plaque.pdf").unlink()
    again = fetched(store, tmp_path / "got")
    assert (again.stations, again.files) == (1, 1)


def test_another_file_that_is_here_stays_and_nothing_of_its_station_is_written(tmp_path: Path) -> None:
    store = StoreFolder(tmp_path / "store")
    sent_to(store, tmp_path)
    mine = tmp_path / "got" / STATION / "signage" / "plaque.pdf"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"mine")
    done = fetched(store, tmp_path / "got")
    assert [problem.code for problem in done.problems] == [IN_THE_WAY.code]
    assert done.stations == 0
    assert [path.read_bytes() for path in (tmp_path / "got").rglob("*") if path.is_file()] == [b"mine"]


@pytest.mark.parametrize("hostile", ["not a pack", "of other files", "of another station", "longer than said"])
def test_a_pack_that_is_not_what_its_index_says_is_told_and_nothing_is_written(tmp_path: Path, hostile: str) -> None:
    store = StoreFolder(tmp_path / "store")
    sent_to(store, tmp_path)
    index = public_index(store)
    data = b"no pack" if hostile == "not a pack" else packed([], STATION)
    told = NOT_UNDERSTOOD.code
    wrong = replace(index, pack=PackAddress.of(data))
    if hostile == "longer than said":
        wrong, told = replace(index, pack=PackAddress(index.pack.sha256, index.pack.size - 1)), DAMAGED.code
    if hostile == "of another station":
        wrong = replace(index, station=f"{PLACE}/liulin")
    store.write(PackAddress.of(data).name, data)
    store.write(f"stations/{STATION}.json", index_bytes(wrong))
    assert [problem.code for problem in fetched(store, tmp_path / "got").problems] == [told]
    assert not [path for path in (tmp_path / "got").rglob("*") if path.is_file()]


@pytest.mark.parametrize(("more", "told"), [(0, set[str]()), (1, {NOT_UNDERSTOOD.code})])
def test_an_index_that_is_too_long_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: int, told: set[str]
) -> None:
    store = StoreFolder(tmp_path / "store")
    sent_to(store, tmp_path)
    monkeypatch.setattr(fetching, "LARGEST_INDEX", len(store.read(f"stations/{STATION}.json") or b"") - more)
    assert {problem.code for problem in fetched(store, tmp_path / "got").problems} == told


def test_private_sets_open_with_their_key_only_and_to_nobody_else_on_the_disk(tmp_path: Path) -> None:
    store = StoreFolder(tmp_path / "store")
    private(store, tmp_path)
    strange, empty = tmp_path / "strange.txt", tmp_path / "empty.txt"
    strange.write_text(str(pyrage.x25519.Identity.generate()))
    empty.write_text("# nothing\n")
    for keys in (None, opener(strange)):
        done = fetched(store, tmp_path / "got", keys)
        assert [problem.code for problem in done.problems] == [NOT_OPENED.code]
    for file in (empty, tmp_path / "missing.txt", tmp_path / "store"):
        with pytest.raises(Stopped) as stopped:
            opener(file)
        assert stopped.value.problems[0].code == NOT_OPENED.code
    assert contents_of(store, tmp_path / "got") == PRIVATE["archive"]
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "got").rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert (tmp_path / "got" / STATION / "archive").stat().st_mode & 0o777 == 0o700


def test_no_station_is_told(tmp_path: Path) -> None:
    store = StoreFolder(tmp_path / "store")
    sent_to(store, tmp_path)
    assert fetch_stations(store, tmp_path / "got", "某市/*", None, lambda *_: None).stations == 1
    with pytest.raises(Stopped) as stopped:
        fetch_stations(store, tmp_path / "got", "别市/*", None, lambda *_: None)
    assert stopped.value.problems[0].code == NO_STATION.code


ENTRY = {"set": "signage", "file": "a.pdf", "sha256": "0" * 64, "size": 1}
PACK = {"sha256": "1" * 64, "size": 1}
HEAD = {"station": STATION, "pack": PACK, "base": None, "files": [ENTRY], "format": "mzdocs-store-index/2"}
CLOSED = {"station": STATION, "recipient": "x", "sum": "0" * 32, "pack": PACK, "format": "mzdocs-private-index/2"}


@pytest.mark.parametrize("said", [
    [], {}, {**HEAD, "files": None}, {**HEAD, "files": [{}]}, {**HEAD, "format": "mzdocs-store-index/1"},
    *({**HEAD, "files": [{**ENTRY, **wrong}]} for wrong in (
        {"file": "../a.pdf"}, {"file": "a/b"}, {"file": ".."}, {"file": ""}, {"file": "a\0"}, {"file": "a\\b"},
        {"set": "../x"}, {"set": "/etc"}, {"set": "signage/2026/x"}, {"set": "signage\n"}, {"sha256": "0" * 63},
        {"size": -1}, {"size": True}, {"size": "1"}, {"file": 1}, {"more": 1},
    )),
    *({**HEAD, name: {**PACK, **wrong}} for name in ("pack", "base") for wrong in (
        {"sha256": "../" + "0" * 61}, {"size": -1}, {"size": None},
    )),
    {**HEAD, "pack": None}, {**CLOSED, "pack": None}, {**CLOSED, "sum": "x"}, {**CLOSED, "files": []},
])  # fmt: skip
def test_an_index_that_could_lead_elsewhere_is_not_understood(said: object) -> None:
    with pytest.raises(Stopped) as stopped:
        understood(json.dumps(said).encode(), "x")
    assert stopped.value.problems[0].code == NOT_UNDERSTOOD.code


def test_indexes_are_read_as_they_were_written() -> None:
    for said in (HEAD, {**HEAD, "base": PACK}, CLOSED):
        Draft202012Validator(SCHEMA).validate(said)
        assert json.loads(index_bytes(understood(json.dumps(said).encode(), "x"))) == said


def test_a_station_that_leads_out_of_the_folder_is_not_fetched(tmp_path: Path) -> None:
    class _Hostile(StoreFolder):
        def listed(self, folder: str) -> Iterator[tuple[str, int]]:
            yield from [("../out.json", 1), ("/out.json", 1), ("a\\..\\out.json", 1), ("x.txt", 1)]

    with pytest.raises(Stopped) as stopped:
        fetched(_Hostile(tmp_path / "store"), tmp_path / "got")
    assert stopped.value.problems[0].code == NO_STATION.code
