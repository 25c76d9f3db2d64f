"""What an analysis gives: an estimate with all that is needed to judge it, or the reason why there is none."""

from __future__ import annotations

from attrs import frozen

REDENEN = {
    "een_cluster": "Er is maar één cluster: hoe ver clusters uiteenlopen is dan niet te meten.",
    "geen_variatie": "Er is geen variatie: de uitkomst of de behandeling is overal gelijk, of volgt geheel uit "
    "eenheid en jaar.",
    "geen_vergelijking": "Er is geen vergelijkingsgroep die nooit begint.",
    "geen_voorperiode": "Er zijn te weinig perioden vóór het begin.",
    "geen_naperiode": "Er zijn te weinig perioden na het begin.",
    "ontbrekende_jaren": "Er ontbreken perioden.",
    "te_weinig_groepen": "Er zijn te weinig clusters met of zonder behandeling.",
    "te_weinig_waarnemingen": "Er zijn te weinig waarnemingen.",
    "uitkomst_ontbreekt": "De uitkomst ontbreekt in alle rijen.",
    "verschillend_begin": "Eenheden beginnen op verschillende momenten; gebruik methode gespreid.",
}
"""Why there is no number: the codes, each with its sentence."""


@frozen
class GeenUitkomst:
    """No number, and why.

    Attributes:
        code: one of `REDENEN`.
        bijzonderheid: what was found, in Dutch; may be empty.
    """

    code: str
    bijzonderheid: str = ""

    @property
    def uitleg(self) -> str:
        """The reason in Dutch, for a reader who does not know statistics."""
        return f"{REDENEN[self.code]} {self.bijzonderheid}".rstrip()


@frozen
class Schatting:
    """An estimate.

    Attributes:
        naam: what is estimated: ``effect``, ``niveau``, ``helling``, ``t-2``, ``r``, ...
        waarde: the estimate, in the unit of the outcome.
        se: its standard error.
        onder: low end of the 95 % interval.
        boven: high end.
        p: two-sided p-value of the hypothesis that the true value is zero.
        n: number of observations.
        clusters: number of clusters; None where the method has none.
        vrijheidsgraden: degrees of freedom of the t distribution of interval and p.
        methode: how it was estimated.
        conventie: how degrees of freedom were counted in the standard error.
    """

    naam: str
    waarde: float
    se: float
    onder: float
    boven: float
    p: float
    n: int
    clusters: int | None
    vrijheidsgraden: float
    methode: str
    conventie: str


@frozen
class Toets:
    """A joint test of several estimates.

    Attributes:
        naam: what is tested.
        f: the F statistic.
        teller: its first degrees of freedom, the number of estimates.
        noemer: its second.
        p: the p-value.
    """

    naam: str
    f: float
    teller: int
    noemer: float
    p: float


@frozen
class Gebeurtenissen:
    """Estimates per period around the start, for an event plot, and the test of the periods before it.

    Attributes:
        schattingen: one per period but the last before the start, with which all are compared.
        voortrend: the joint test of the periods before; or why there is none.
    """

    schattingen: tuple[Schatting, ...]
    voortrend: Toets | GeenUitkomst
