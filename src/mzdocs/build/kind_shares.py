"""The documents of a kind -> shares of them that are made side by side: what hangs together stays in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mzdocs.plan.document import Document


def in_shares(documents: Sequence[Document], count: int) -> list[dict[int, Document]]:
    """At most so many, of about as many documents each, by their numbers in the order of the plans."""
    shares: list[list[int]] = [[] for _ in range(count)]
    for group in sorted(_groups(documents), key=len, reverse=True):
        min(shares, key=len).extend(group)
    return [{number: documents[number] for number in sorted(share)} for share in shares if share]


def _groups(documents: Sequence[Document]) -> list[list[int]]:
    """The numbers of those that are made of each other, or are of one type size."""
    groups: list[tuple[set[str], list[int]]] = []
    for number, document in enumerate(documents):
        needs = set(_needs(document))
        met = [group for group in groups if not needs.isdisjoint(group[0])]
        groups = [group for group in groups if group not in met]
        groups.append((needs.union(*(names for names, _ in met)), [*(n for _, some in met for n in some), number]))
    return [numbers for _, numbers in groups]


def _needs(document: Document) -> Iterator[str]:
    """Its own name, those of the files it is made of, and that of its series, which is no file's."""
    yield from (document.file, *document.attached)
    if document.derived:
        yield document.derived.of
    if document.copyfitting:
        yield f"{document.copyfitting.series}/"
