"""PDF -> PDF for the press: cards laid on sheets, with cut marks."""

from mzdocs.press.impose import impose

__all__ = ["impose"]
