"""In which order the elements of properties stand: whoever adds one puts it where the schema wants it."""

from __future__ import annotations

from typing import Any

from lxml import etree

from mzdocs.gbt9704.package import W

_ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
    " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em"
    " lang eastAsianLayout specVanish oMath rPrChange",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType"
    " pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
    " sectPrChange",
    "pBdr": "top left bottom right between bar",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tcBorders": "top start left bottom end right insideH insideV tl2br tr2bl",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries"
    " displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts"
    " embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges"
    " bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors"
    " activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter"
    " stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves"
    " doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop"
    " autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength"
    " clickAndTypeStyle defaultTableStyle evenAndOddHeaders",
    "p": "pPr", "r": "rPr", "tc": "tcPr", "docDefaults": "rPrDefault pPrDefault", "rPrDefault": "rPr",
}  # fmt: skip
_PLACES = {parent: {name: at for at, name in enumerate(order.split())} for parent, order in _ORDERS.items()}


def child(parent: Any, name: str) -> Any:
    """The child of a name in the main namespace; made in its place if there is none."""
    found = parent.find(W + name)
    return added(parent, name) if found is None else found


def added(parent: Any, name: str) -> Any:
    """A new child of a name, behind what the schema wants before it."""
    places = _PLACES[parent.tag.removeprefix(W)]
    before = [at for at, each in enumerate(parent) if places.get(_local(each), len(places)) <= places[name]]
    element = etree.Element(W + name)
    parent.insert(before[-1] + 1 if before else 0, element)
    return element


def _local(element: Any) -> str:
    return element.tag.removeprefix(W) if isinstance(element.tag, str) else ""


def put(parent: Any, name: str, **attributes: str) -> Any:
    """The child of a name with these attributes in the main namespace, others of it as they are."""
    element = child(parent, name)
    for key, text in attributes.items():
        element.set(W + key, text)
    return element


def dropped(element: Any, *names: str) -> None:
    """Take attributes of the main namespace away where they are."""
    for name in names:
        element.attrib.pop(W + name, None)
