"""What a template is: its columns with their kind, meaning and example. Writers, loader and docs follow from it."""

from __future__ import annotations

from functools import cached_property

from attrs import field, frozen, validators

from swvmon import Kolom

VORMEN: dict[str, str] = {
    "aandeel": "getal boven 0 tot en met 1, zoals 0,5",
    "aantal": "geheel getal, of <5 waar een klein aantal is afgeschermd",
    "benaming": "tekst van ten hoogste 80 tekens",
    "code": "kleine letters, cijfers en _",
    "dag": "datum, zoals 2016-10-01 of 1-10-2016",
    "euro": "bedrag in euro's zonder punten tussen duizendtallen, zoals 1234,56",
    "identificatie": "nummer of code zonder spaties; wordt bij het inlezen een pseudoniem",
    "jaar": "kalenderjaar van vier cijfers",
    "keuze": "een van: {}",
    "schooljaar": "schooljaar, zoals 2019/20",
    "swv": "PO of VO en vier cijfers",
    "vestiging": "BRIN en vestigingsnummer, zoals 20AB00",
}
"""How each kind of value is written, for who fills in a template."""


@frozen
class Veld:
    """A column of a template.

    Attributes:
        naam: its header.
        soort: kind of the values, a key of `VORMEN`.
        uitleg: what it means, Dutch.
        voorbeeld: a value as somebody may write it.
        verplicht: whether every row needs a value.
        keuzes: for a ``keuze`` what may be there.
        doel: column of the table that it fills, where that has another name.
        leeg: what an empty cell becomes; None for nothing.
        als_getal: whether a ``keuze`` is stored as a number.
    """

    naam: str = field(validator=validators.matches_re(r"[a-z][a-z0-9_]*"))
    soort: str = field(validator=validators.in_(VORMEN))
    uitleg: str
    voorbeeld: str
    verplicht: bool = True
    keuzes: tuple[str, ...] = ()
    doel: str = ""
    leeg: str | None = None
    als_getal: bool = False

    @property
    def kolom(self) -> str:
        """Column of the table; of a count the part before `_min` and `_max`."""
        return self.doel or self.naam

    @property
    def vorm(self) -> str:
        """How a value is written, Dutch."""
        return VORMEN[self.soort].format(", ".join(self.keuzes))


@frozen
class Sjabloon:
    """A template.

    Attributes:
        naam: its name on the command line, and of its sheet.
        titel: Dutch title.
        uitleg: when to use it, and what a row is; Dutch.
        tabel: table that it fills.
        periode_soort: to what kind of period a file belongs.
        velden: its columns, in order.
        perioden: pairs of columns of which the second day is not before the first.
    """

    naam: str
    titel: str
    uitleg: str
    tabel: str
    periode_soort: str
    velden: tuple[Veld, ...]
    perioden: tuple[tuple[str, str], ...] = ()

    @property
    def dataset(self) -> str:
        """Name of the dataset."""
        return f"swv_{self.naam}"

    @property
    def persoon(self) -> Veld | None:
        """The column with the number of a person, where the rows are about one each."""
        return next((veld for veld in self.velden if veld.soort == "identificatie"), None)

    @property
    def periodeveld(self) -> Veld | None:
        """The column that tells the period of the file, where there is one."""
        return next((veld for veld in self.velden if veld.soort in {"jaar", "schooljaar"}), None)

    @cached_property
    def kolommen(self) -> tuple[Kolom, ...]:
        """The columns as the reader wants them; where rows are about persons no value is ever shown."""
        return tuple(
            Kolom(
                veld.kolom,
                (veld.naam,),
                veld.soort,
                gevuld=veld.verplicht,
                keuzes=veld.keuzes,
                gevoelig=self.persoon is not None,
            )
            for veld in self.velden
        )
