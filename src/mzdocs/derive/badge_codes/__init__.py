"""A badge's code: what it says to a person, its signature, and whether a code that was read is genuine."""
