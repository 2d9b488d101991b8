"""Fonts, type sizes, colours, press profiles -> what a page may look like."""
