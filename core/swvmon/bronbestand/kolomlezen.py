"""The values of one column after another, and the first fault of each row."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any

import attrs

from swvmon.bronbestand.soorten import SOORTEN, Misfit
from swvmon.contract.persoonsnummer import PERSOONSNUMMER, holds_persoonsnummer
from swvmon.errors import FileFault

if TYPE_CHECKING:
    import numpy as np

    from swvmon.bronbestand.bestand import Bestand
    from swvmon.bronbestand.kolom import Kolom
    from swvmon.bronbestand.lezen import Cellen

    Mask = np.ndarray[Any, np.dtype[np.bool_]]

GEVONDEN = 40
"""At most so many characters of what was found are kept."""


@attrs.define(eq=False)
class Kolomlezer:
    """Reads columns of one file.

    Attributes:
        bestand: the file, for messages.
        cellen: its cells.
        gesloten: whether a value that can be a citizen number rejects its row.
        slecht: rows with a fault so far.
        kolommen: values by name in the frame so far; `regel` first.
        afgekeurd: (line, header, code, found, expected) of each row with a fault, its first one.
    """

    bestand: Bestand
    cellen: Cellen
    gesloten: bool = False
    slecht: Mask = attrs.field(init=False)
    kolommen: dict[str, Any] = attrs.field(init=False)
    afgekeurd: list[tuple[int, str, str, str, str]] = attrs.field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        import numpy as np

        self.kolommen = {"regel": self.cellen.regel}
        self.slecht = np.zeros(len(self.cellen.regel), bool)

    def skip(self, kolom: Kolom) -> None:
        """A column that the file does not have and need not have: empty."""
        import numpy as np

        self._keep(kolom, [_nothing(kolom)], np.zeros(len(self.slecht), np.int32))

    def read(self, kolom: Kolom, header: str, place: int) -> None:
        """Read the column at a place of the file.

        Raises:
            FileFault: most rows hold something else than the column should.
        """
        import numpy as np
        import pyarrow as pa

        array = self.cellen.kolommen[place]
        if not pa.types.is_dictionary(array.type):  # all counts are whole numbers, seen while cutting
            self.kolommen[f"{kolom.naam}_min"] = self.kolommen[f"{kolom.naam}_max"] = array.to_numpy()
            return
        texts = self._texts(array.dictionary)  # distinct spellings, not rows
        values, code = self._parse_all(kolom, texts)
        indices = array.indices.to_numpy(zero_copy_only=False)
        self._keep(kolom, values, indices)
        faulty = np.zeros(len(indices), bool) if code is None else (code != "").astype(bool)[indices]
        strange = self._complete(kolom) if kolom.soort == "vestiging" else np.zeros(len(indices), bool)
        if not (faulty.any() or strange.any()):
            return
        if code is None:
            code = np.array([""] * len(texts), object)
        codes = code[indices]
        codes[strange & ~faulty] = SOORTEN[kolom.soort].code
        shown = [self._shown(kolom, text, reason) for text, reason in zip(texts, code, strict=True)]
        found = np.array(shown, object)[indices]
        self._refuse_misplaced(kolom, header, (faulty | strange) & (codes != "ontbreekt"), found)
        first = np.flatnonzero((faulty | strange) & ~self.slecht)
        lines = self.cellen.regel[first].tolist()
        self.afgekeurd += zip(lines, repeat(header), codes[first], found[first], repeat(kolom.verwacht))
        self.slecht[first] = True

    def _texts(self, spellings: Any) -> list[str]:
        """Spellings as stripped text, decoded in one go: no text holds a NUL."""
        told: list[bytes] = spellings.to_pylist()
        whole = b"\0".join(told).decode(self.cellen.codering)
        return [text.strip() for text in whole.split("\0")] if told else []

    def _parse_all(self, kolom: Kolom, texts: list[str]) -> tuple[list[Any], Any]:
        """Value and reason code of each spelling; no codes where none has a fault, which is the usual case."""
        import numpy as np

        soort, nothing = SOORTEN[kolom.soort], _nothing(kolom)
        ontleed = soort.ontleed
        if not (self.gesloten or kolom.keuzes or (kolom.gevuld and "" in texts)):
            if soort.ineens and (values := soort.ineens(texts)) is not None:
                return values, None
            try:
                return [ontleed(text) if text else nothing for text in texts], None
            except Misfit:
                pass
        read = [self._parse(kolom, text) for text in texts]
        return [value for value, _ in read], np.array([code for _, code in read], object)

    def _parse(self, kolom: Kolom, text: str) -> tuple[Any, str]:
        """Value and reason code of one spelling; a faulty one gets the value of an empty one."""
        nothing = _nothing(kolom)
        if not text:
            return nothing, "ontbreekt" if kolom.gevuld else ""
        if self.gesloten and not SOORTEN[kolom.soort].mag_negen_cijfers and holds_persoonsnummer(text):
            return nothing, PERSOONSNUMMER
        try:
            value = SOORTEN[kolom.soort].ontleed(text)
        except Misfit as misfit:
            return nothing, str(misfit)
        if kolom.keuzes and value not in kolom.keuzes:
            return nothing, SOORTEN[kolom.soort].code
        return value, ""

    def _shown(self, kolom: Kolom, text: str, code: str) -> str:
        """What a message may tell of a spelling: of what is about a person only how long it is."""
        if kolom.gevoelig or code == PERSOONSNUMMER or (self.gesloten and holds_persoonsnummer(text)):
            return f"{len(text)} characters" if text else ""
        return text[:GEVONDEN]

    def _keep(self, kolom: Kolom, values: list[Any], indices: np.ndarray[Any, Any]) -> None:
        """Give each row the value of its spelling."""
        import numpy as np
        import pandas as pd
        import pyarrow as pa

        if kolom.soort == "aantal":
            pairs = np.array(values, np.int64).reshape(-1, 2)[indices]
            self.kolommen[f"{kolom.naam}_min"], self.kolommen[f"{kolom.naam}_max"] = pairs[:, 0], pairs[:, 1]
        elif SOORTEN[kolom.soort].getal:
            empty = np.array([value is None for value in values], bool)
            numbers = np.array([0 if value is None else value for value in values], np.int64)
            self.kolommen[kolom.naam] = pd.arrays.IntegerArray(numbers[indices], empty[indices])
        else:
            self.kolommen[kolom.naam] = pd.array(pa.array(values, pa.large_string()).take(pa.array(indices)), "str")

    def _complete(self, kolom: Kolom) -> Mask:
        """Write locations in full; gives the rows that contradict their BRIN or have none to be completed with."""
        import pandas as pd

        given = pd.Series(self.kolommen[kolom.naam])
        full = given.str.len() == 6
        if kolom.bij not in self.kolommen:
            return (~full & given.notna()).to_numpy(bool)
        brin = pd.Series(self.kolommen[kolom.bij])
        self.kolommen[kolom.naam] = given.where(full, brin + given).array
        if not full.any():
            return full.to_numpy(bool)
        return (full & brin.notna() & (given.str[:4] != brin)).to_numpy(bool)

    def _refuse_misplaced(self, kolom: Kolom, header: str, misfits: Mask, found: np.ndarray[Any, Any]) -> None:
        """Refuse a file in which most values of a column are of another kind: its columns changed places."""
        count = int(misfits.sum())
        if count * 2 <= len(misfits) or count < 3:
            return
        first = int(misfits.argmax())
        raise FileFault(
            f"{self.bestand.waar}: column {header!r} holds in {count} of {len(misfits)} rows something else than "
            f"{kolom.verwacht}, such as {found[first]!r} on line {self.cellen.regel[first]}; "
            "did columns change places?"
        )


def _nothing(kolom: Kolom) -> Any:
    """The value of an empty cell."""
    return (0, 0) if kolom.soort == "aantal" else "" if kolom.soort == "tekst" else None
