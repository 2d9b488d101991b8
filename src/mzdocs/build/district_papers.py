"""All stations' facts -> the district's own papers. A station without sound data is shown as such, not skipped."""

from __future__ import annotations

import time

from mzdocs.build.gate_2 import past_gate_2
from mzdocs.build.gathered import gather
from mzdocs.build.pipeline import Made, in_place
from mzdocs.build.produce import make_files
from mzdocs.build.recording import Written, with_sets
from mzdocs.build.reuse import Reuse
from mzdocs.build.settings import Settings
from mzdocs.build.staging import Owner, delivered
from mzdocs.kinds.paper import plan_district
from mzdocs.load import Workspace
from mzdocs.load.workspace import RESERVED
from mzdocs.publish import sets
from mzdocs.publish.record import RECORD


def build_district(space: Workspace, settings: Settings) -> Made:
    """The district's papers, from all station files to `output/district/reports/<year>/`.

    Raises:
        Stopped: the district's own file is wrong, or a paper cannot be made; what was there is unchanged.
    """
    start = time.perf_counter()
    output = settings.output or space.output
    with sets.locked(output):
        gathered = gather(space, settings)
        again = gathered.reprints
        documents = [each for each in plan_district(gathered.district_data) if each.name not in again.kept_out]
        district = gathered.district_data.district
        reuse = Reuse(output / RESERVED, district.year, take=not settings.force)
        made_files = past_gate_2(make_files(documents, reuse), gathered.secrets, reuse.seen(gathered.secrets))
        files = [*made_files, *again.files]
        owner = Owner(f"{district.city}{district.name}", district.year, gathered.made_from)
        made, delivery = delivered(owner, "reports", files, output / RESERVED)
        staged = sets.stage_station(output, RESERVED, [delivery], discard_edits=settings.discard_edits)
        record = with_sets(reuse, Written(files, (made,), staged.folder), {}, gathered.secrets)
        sets.add_file(staged, RECORD, record.to_bytes(), private=True)
        seconds = time.perf_counter() - start
        return in_place(
            Made(RESERVED, owner.name, (made,), staged, gathered.problems, seconds, differing=again.differing)
        )
