"""The one or two places a fleet's sets go to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from mzdocs.core.problems import Stopped
from mzdocs.nation.fleet_run import held
from mzdocs.nation.store.age_sealing import age
from mzdocs.nation.store.object_stores import ObjectStore
from mzdocs.nation.store.station_pack import zstandard
from mzdocs.nation.store.store_address import SAME_PLACE, StoreAddress, opened
from mzdocs.nation.store.store_marks import Act, marked


@dataclass(frozen=True)
class Targets:
    """Where the sets go that anybody may have, and those only their owner may open."""

    public: ObjectStore | None = None
    private: ObjectStore | None = None

    def __iter__(self) -> Iterator[ObjectStore]:
        return iter([each for each in (self.public, self.private) if each])

    @contextmanager
    def marked(self, act: Act, root: Path) -> Iterator[None]:
        """Do one thing in all of them, in the name of a folder.

        Raises:
            Stopped: somebody does the other, another fleet runs in the folder, or a store refuses.
        """
        with ExitStack() as stack:
            stack.enter_context(held(root))
            for each in self:
                stack.enter_context(marked(each, act, root))
            yield


def targets_at(public: str | None, private: str | None) -> Targets:
    """The stores at what was written for them.

    Raises:
        Stopped: one is no store's address, cannot be opened, or is not apart; nothing can be packed or encrypted.
    """
    addresses = [StoreAddress.of(each) if each else None for each in (public, private)]
    one, other = addresses
    if one and other and not one.apart_from(other):
        raise Stopped([SAME_PLACE.at()])
    if public or private:
        zstandard()
    if private:
        age()
    return Targets(*(opened(each) if each else None for each in addresses))
