"""A listing -> CSV for other systems: UTF-8 with BOM, CRLF, every field quoted, every value as it is.

Nothing is put before a value to keep a spreadsheet from reading it in its own way: a hidden tab or apostrophe would be
part of the value to every other reader, and a number with one joins with nothing. Who wants to look opens the workbook;
what would wake as a formula stops at gate 2. Days and years are ISO 8601, as in the other formats.
"""

from __future__ import annotations

import csv
import io

from mzdocs.plan.catalogue_values import Catalogue, Listing


def items_csv(catalogue: Catalogue) -> bytes:
    """The items, a row each."""
    return written(catalogue.items)


def volumes_csv(catalogue: Catalogue) -> bytes:
    """The volumes, a row each."""
    return written(catalogue.volumes)


def written(listing: Listing) -> bytes:
    """The head and every row; the library writes a day as ISO 8601 and what a row has not as nothing."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([column.name for column in listing.columns])
    writer.writerows(listing.rows)
    return stream.getvalue().encode("utf-8-sig")
