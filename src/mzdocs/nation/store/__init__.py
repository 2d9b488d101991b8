"""What was delivered -> an object store or a folder, one pack a station; and back (docs/store.md)."""
