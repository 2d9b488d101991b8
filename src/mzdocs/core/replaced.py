"""What this run has replaced so far: however it ends, that is not undone, and what is said must hold it."""

REPLACED: list[str] = []
"""The stations whose folder was switched, in order. A command begins with none."""
