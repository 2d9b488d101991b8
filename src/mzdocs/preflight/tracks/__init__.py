"""A file for an engraving or cutting machine -> the tracks its tools follow, and how every rule on them ended."""
