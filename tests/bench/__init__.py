"""The bench: the same badges and index pages by us and by what users would pick instead, measured in one run."""
