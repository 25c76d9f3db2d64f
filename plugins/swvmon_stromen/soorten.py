"""The types of education between which pupils go, and which of them are regular.

Niet-regulier as the Inspectie has it: enrolled in so, sbo, vso or praktijkonderwijs, for which an SWV decides on
admission (R1 L549-554). mbo and ho lie outside both; `uit` is nobody's pupil.
"""

from __future__ import annotations

REGULIER = ("bao", "vo")
NIET_REGULIER = ("pro", "sbo", "so", "vso")
BESTEMMINGEN: dict[str, tuple[str, ...]] = {
    "sbo": ("vo", "pro", "so", "vso"),
    "so": ("vso", "vo", "pro", "sbo", "bao", "uit"),
    "vso": ("uit", "mbo", "vo", "ho", "pro"),
}
"""Where pupils of a type go, as R4 has its figures 6 to 8 (L967, L988, L999); all others are `overig`."""
TERUG: dict[str, tuple[str, ...]] = {"sbo": ("bao",), "so": ("bao",), "vso": ("vo",)}
"""Back to regular education (R4 L919-934)."""
VERDER: dict[str, tuple[str, ...]] = {"sbo": ("vo", "pro", "vso"), "so": ("vo", "pro", "vso"), "vso": ("mbo", "ho")}
"""On to what comes after the type."""
VAN_SECTOR = {"po": ("sbo", "so"), "vo": ("vso",)}
"""The types that pupils leave, by the sector of the SWV that has them."""
