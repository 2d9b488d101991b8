"""What was delivered -> an object store or a folder, each content once; and back (docs/store.md)."""
