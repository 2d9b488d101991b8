"""A workspace's documents, planned, made and judged in memory as they are asked for; no file is written.

What was made is kept as long as its plan and all it is made of stay what they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mzdocs.build import pipeline
from mzdocs.build.district_common import Common, load_common
from mzdocs.build.finished_file import File
from mzdocs.build.preparation import Prepared, prepare
from mzdocs.build.produce import file_of
from mzdocs.build.settings import Settings
from mzdocs.core.boxes import PageBox
from mzdocs.core.problems import Language, Location, Problem, Stopped, problem_type
from mzdocs.core.units import Length
from mzdocs.kinds import KINDS
from mzdocs.load import Workspace
from mzdocs.model.station import Station
from mzdocs.pdf.raster import pictures, piece
from mzdocs.plan.document import Document, Format
from mzdocs.preflight import report
from mzdocs.preview.bureau_files import bureau_state
from mzdocs.preview.page_proof import Proof
from mzdocs.render import fitted_sizes

OPEN = tuple(name for name, kind in KINDS.items() if not kind.private)
CLOSED = tuple(name for name, kind in KINDS.items() if kind.private)
"""The kinds that hold what clients told: shown as those see them who come to read, unless asked for otherwise."""
NO_SUCH = problem_type(
    "MZ7900",
    "没有这个工作站或文件",
    "There is no such station or file",
    "数据刚刚改过，它可能已经没有了：从左边的清单里另选一个。",
    "The data have changed, and it may be gone: choose another from the list at the left.",
)


@dataclass(frozen=True)
class Listed:
    """A document that is planned: its file, what people call it, its kind and form; `made_of` names another file."""

    file: str
    title: str
    kind: str
    format: Format
    made_of: str = ""

    @classmethod
    def of(cls, document: Document) -> Listed:
        """What a list shows of a plan."""
        made_of = document.derived.of if document.derived else ""
        return cls(document.file, document.title, document.kind, document.format, made_of)


@dataclass(frozen=True)
class StationSeen:
    """What a station's data give: its documents, all that is wrong, and the kinds that this keeps from being made.

    `unfilled` are the keys the standard asks about and nobody filled in.
    """

    slug: str
    name: str = ""
    documents: tuple[Listed, ...] = ()
    problems: tuple[Problem, ...] = ()
    withheld: tuple[str, ...] = ()
    unfilled: tuple[str, ...] = ()


@dataclass
class _Planned:
    """The plans of one kind of a station, and what was made of them."""

    prepared: Prepared
    documents: Mapping[str, Document]
    sizes: Mapping[str, Length]
    made: dict[str, File] = field(default_factory=dict)

    def document(self, file: str) -> Document:
        """The plan of a file.

        Raises:
            Stopped: there is none.
        """
        if file not in self.documents:
            raise Stopped([NO_SUCH.at(Location(file))])
        return self.documents[file]


class Workbench:
    """One workspace, made as far as somebody looks; `unmasked` shows client files with their numbers whole,
    `public` none at all.

    Every call names the `state` of the data it is of: as long as that stays the same, nothing is read again. Nobody
    waits for one of an older state any more: it ends with a `LookupError`.
    """

    all_kinds = Settings(keep_going=True)

    def __init__(self, space: Workspace, language: Language, unmasked: bool = False, public: bool = False) -> None:
        self._groups = (OPEN,) if public else (OPEN, CLOSED)
        self.space, self.language, self._unmasked = space, language, unmasked
        self._state = -1
        self._common: Common | None = None
        self._shared: tuple[object, Common] | None = None
        self._planned: dict[tuple[str, str], _Planned] = {}
        self._before: dict[tuple[str, str], _Planned] = {}

    def stations(self, state: int) -> tuple[str, ...]:
        """The names of the stations' data files, without their ending.

        Raises:
            Stopped: there is none.
        """
        self._at(state)
        return tuple(path.stem for path in self.space.station_files())

    def station(self, state: int, slug: str) -> StationSeen:
        """What a station's data give and what is wrong in them; nothing is made.

        Raises:
            Stopped: there is no such station.
        """
        self.path_of(state, slug)
        told: list[Problem] = []
        documents: list[Listed] = []
        facts: Station | None = None
        for kinds in self._groups:
            settings = self._settings(kinds)
            try:
                prepared = self._prepared(slug, settings)
                documents += (Listed.of(each) for each in pipeline.planned(prepared, settings, prepared.kinds))
            except Stopped as stopped:
                told += (*stopped.problems, *stopped.beside)
                continue
            facts = prepared.station_data.station
            told += (*prepared.of_district, *prepared.errors, *prepared.problems, *prepared.reprints.differing)
        shown = {each.kind for each in documents}
        withheld = tuple(kind for kinds in self._groups for kind in kinds if kind not in shown)
        seen = StationSeen(slug, "", tuple(documents), tuple(_once(told)), withheld)
        return replace(seen, name=facts.name, unfilled=tuple(sorted(facts.unfilled))) if facts else seen

    def proof(self, state: int, slug: str, kind: str, file: str) -> Proof:
        """A document's pages; it is made if it was not.

        Raises:
            Stopped: its data are wrong, it cannot be made, or there is no such document.
        """
        self._at(state)
        return Proof.of(self._made(self._plans(slug, kind), file).data)

    def judged(self, state: int, slug: str, kind: str, file: str) -> tuple[Problem, ...]:
        """What gate 2 says of a document.

        Raises:
            Stopped: as for its pages.
        """
        self._at(state)
        planned = self._plans(slug, kind)
        made = self._made(planned, file)
        source = self._made(planned, made.document.derived.of).data if made.document.derived else None
        found = report(made.document, made.data, source).problems
        return tuple(pipeline.told_in_data(planned.prepared, each) for each in found)

    def picture(self, state: int, slug: str, kind: str, file: str, page: int, longest: int) -> bytes:
        """A page, from 0, as PNG whose longer side has so many pixels.

        Raises:
            Stopped: as for its pages.
            IndexError: there is no such page.
        """
        return pictures(self._paged(state, slug, kind, file, page), [page], longest)[0]

    def piece(self, state: int, slug: str, kind: str, file: str, box: PageBox, longest: int) -> bytes:
        """The same of a piece of a page.

        Raises:
            Stopped: as for its pages.
            IndexError: there is no such page, or nothing of the piece lies on it.
        """
        data = self._paged(state, slug, kind, file, box.page - 1)
        return piece(data, box, longest)

    def _paged(self, state: int, slug: str, kind: str, file: str, page: int) -> bytes:
        self._at(state)
        made = self._made(self._plans(slug, kind), file)
        if page not in range(made.pages):
            raise IndexError(page)
        return made.data

    def planned(self, state: int, slug: str, kind: str, file: str) -> tuple[Document, int]:
        """A document's plan, and the year it is of.

        Raises:
            Stopped: its data are wrong, or there is no such document.
        """
        self._at(state)
        plans = self._plans(slug, kind)
        return plans.document(file), plans.prepared.station_data.district.year

    def common(self, state: int) -> Common:
        """What all stations share.

        Raises:
            Stopped: the district's data are wrong.
        """
        self._at(state)
        if self._common is None:
            before, now = self._shared, bureau_state(self.space)
            same = before and now is not None and before[0] == now
            self._common = before[1] if before and same else load_common(self.space)
            self._shared = (now, self._common)
        return self._common

    def path_of(self, state: int, slug: str) -> Path:
        """The data file of a station.

        Raises:
            Stopped: there is none.
        """
        self._at(state)
        path = next((each for each in self.space.station_files() if each.stem == slug), None)
        if path is None:
            raise Stopped([NO_SUCH.at(Location(slug))])
        return path

    def _at(self, state: int) -> None:
        if state < self._state:
            raise LookupError(state)
        if state > self._state:
            self._state, self._common = state, None
            self._before = {**self._before, **self._planned}
            self._planned = {}

    def _settings(self, kinds: tuple[str, ...]) -> Settings:
        masked = not self._unmasked and all(KINDS[kind].private for kind in kinds)
        return Settings(kinds=kinds, keep_going=True, audience="reading-room" if masked else "internal")

    def _prepared(self, slug: str, settings: Settings) -> Prepared:
        return prepare(self.path_of(self._state, slug), self.space, self.common(self._state), settings)

    def _plans(self, slug: str, kind: str) -> _Planned:
        """The plans of a kind of a station; what was made of the same plans before is made still."""
        if (slug, kind) not in self._planned:
            settings = self._settings((kind,))
            prepared = self._prepared(slug, settings)
            documents = pipeline.planned(prepared, settings, (kind,))
            planned = _Planned(prepared, {each.file: each for each in documents}, fitted_sizes(documents))
            _keep(self._before.get((slug, kind)), planned)
            self._planned[slug, kind] = planned
        return self._planned[slug, kind]

    def _made(self, planned: _Planned, file: str) -> File:
        """A file, and first what it is made of."""
        if file not in planned.made:
            document = planned.document(file)
            for other in _made_of(document):
                self._made(planned, other)
            planned.made[file] = file_of(document, planned.sizes, planned.made)
        return planned.made[file]


def _keep(before: _Planned | None, now: _Planned) -> None:
    """Take over what was made of the same: of an equal plan, set in the same size, out of the same files."""
    if before is None:
        return
    for file, document in now.documents.items():
        made = before.made.get(file)
        if made is None or made.document != document:
            continue
        series = document.copyfitting.series if document.copyfitting else ""
        same_size = before.sizes.get(series) == now.sizes.get(series)
        if same_size and all(now.made.get(each) is before.made.get(each) for each in _made_of(document)):
            now.made[file] = made


def _made_of(document: Document) -> tuple[str, ...]:
    return (*((document.derived.of,) if document.derived else ()), *document.attached)


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """Without those that are told twice, as each pass over the same data tells them."""
    return list({(each.code, str(each.location), each.message()): each for each in problems}.values())
