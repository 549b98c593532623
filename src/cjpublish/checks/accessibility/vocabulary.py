"""The words that accessibility metadata and roles may use.

Schema.org Accessibility Properties for Discoverability Vocabulary (June 2025); WAI-ARIA 1.2 and 1.3, DPUB-ARIA 1.1,
Graphics-ARIA 1.0.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["DEPRECATED_ROLES", "FEATURES", "HAZARDS", "MODES", "OUTDATED", "PROPERTIES", "ROLES", "SUFFICIENT"]

SUFFICIENT = frozenset({"auditory", "tactile", "textual", "visual"})
MODES = SUFFICIENT | {
    "chartOnVisual", "chemOnVisual", "colorDependent", "diagramOnVisual", "mathOnVisual", "musicOnVisual",
    "textOnVisual",
}  # fmt: skip
FEATURES = frozenset({
    "ARIA", "ChemML", "MathML", "MathML-chemistry", "alternativeText", "annotations", "audioDescription", "bookmarks",
    "braille", "captions", "closedCaptions", "describedMath", "displayTransformability", "fullRubyAnnotations",
    "highContrastAudio", "highContrastDisplay", "horizontalWriting", "index", "largePrint", "latex",
    "latex-chemistry", "longDescription", "none", "openCaptions", "pageBreakMarkers", "pageNavigation",
    "printPageNumbers", "readingOrder", "rubyAnnotations", "signLanguage", "structuralNavigation",
    "synchronizedAudioText", "tableOfContents", "tactileGraphic", "tactileObject", "taggedPDF", "timingControl",
    "transcript", "ttsMarkup", "unknown", "unlocked", "verticalWriting", "withAdditionalWordSegmentation",
    "withoutAdditionalWordSegmentation",
})  # fmt: skip
HAZARDS = frozenset({
    "flashing", "motionSimulation", "noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard", "none", "sound",
    "unknown", "unknownFlashingHazard", "unknownMotionSimulationHazard", "unknownSoundHazard",
})  # fmt: skip
OUTDATED: Mapping[str, str] = {
    "annotations": "leave it out",
    "bookmarks": "write `tableOfContents` if that is meant",
    "captions": "write `closedCaptions` or `openCaptions`",
    "printPageNumbers": "write `pageBreakMarkers`, and `pageNavigation` if there is a list of pages",
}
"""Features whose use is deprecated or discouraged, with what to do instead."""
PROPERTIES: Mapping[str, frozenset[str]] = {
    "accessMode": MODES,
    "accessModeSufficient": SUFFICIENT,
    "accessibilityFeature": FEATURES,
    "accessibilityHazard": HAZARDS,
}
"""The properties with a vocabulary."""

_ARIA = """
alert alertdialog application article associationlist associationlistitemkey associationlistitemvalue banner blockquote
button caption cell checkbox code columnheader combobox comment complementary contentinfo definition deletion dialog
directory document emphasis feed figure form generic grid gridcell group heading image img insertion link list listbox
listitem log main mark marquee math menu menubar menuitem menuitemcheckbox menuitemradio meter navigation none note
option paragraph presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox
sectionfooter sectionheader separator slider spinbutton status strong subscript suggestion superscript switch tab table
tablist tabpanel term text textbox time timer toolbar tooltip tree treegrid treeitem
"""
_DPUB = """
abstract acknowledgments afterword appendix backlink biblioentry bibliography biblioref chapter colophon conclusion
cover credit credits dedication endnote endnotes epigraph epilogue errata example footnote foreword glossary glossref
index introduction noteref notice pagebreak pagefooter pageheader pagelist part preface prologue pullquote qna subtitle
tip toc
"""
_GRAPHICS = frozenset({"graphics-document", "graphics-object", "graphics-symbol"})
ROLES = frozenset(_ARIA.split()) | {f"doc-{role}" for role in _DPUB.split()} | _GRAPHICS
DEPRECATED_ROLES: Mapping[str, str] = {
    "directory": "use a list without it",
    "doc-biblioentry": "leave the role out: a list item is enough",
    "doc-endnote": "leave the role out: a list item is enough",
}
