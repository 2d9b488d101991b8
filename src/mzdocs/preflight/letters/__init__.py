"""Fonts and letters: embedded, shown, true, large enough."""
