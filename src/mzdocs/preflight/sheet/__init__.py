"""The sheet: boxes, bleed, lines, cuts."""
