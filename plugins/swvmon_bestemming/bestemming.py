"""Bestemming: what the SWV sets apart before it divides, or takes back from a reserve."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Bevinding,
    Leest,
    SwvmonError,
    Telling,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    boekingen,
    count_pupils,
    format_euro,
    grenzen,
)
from swvmon_bestemming.post import Post

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Grootboek, Momentopname


@frozen(kw_only=True)
class Keuzes(Telling):
    """The choices; those about the count only matter for amounts per pupil.

    Attributes:
        van: account that pays.
        posten: the posts, in the order in which they are served.
        bij_tekort: what happens where a post asks more than there is: fout (the step stops), or naar_saldo (it gets
            what there is, with a finding).
    """

    van: str = field(default="swv:budget", validator=grenzen.swv_account)
    posten: tuple[Post, ...] = field(validator=validators.min_len(1))
    bij_tekort: str = field(default="fout", validator=validators.in_(("fout", "naar_saldo")))

    def __attrs_post_init__(self) -> None:
        if own := [p.omschrijving for p in self.posten if p.naar == self.van]:
            raise ValueError(f"{own[0]}: naar is {self.van}, the account that pays")
        if any(p.rest for p in self.posten[:-1]):
            raise ValueError("rest = true is for the last post: nothing is left after it")
        if (total := sum((p.aandeel or Decimal(0) for p in self.posten), Decimal(0))) > 1:
            raise ValueError(f"the aandelen of posten add up to {total}, more than the whole balance")

    @property
    def per_pupil(self) -> bool:
        """Whether a post depends on the pupils."""
        return any(p.bedrag_per_leerling_euro is not None for p in self.posten)


def reads(keuzes: Keuzes, sector: str) -> tuple[Leest, ...]:
    """The count where a post is per pupil; otherwise nothing."""
    return (*SCHOLEN, *keuzes.counts(sector)) if keuzes.per_pupil else ()


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Serve the posts one by one, each from what the former ones leave.

    Raises:
        SwvmonError: a post asks more than there is and `bij_tekort` is fout.
    """
    pupils = _pupils(momentopname, keuzes)
    lines, findings = [], []
    for swv, account in momentopname.rekeningen(keuzes.van).items():
        opening = left = grootboek.saldo(account)
        for number, post in enumerate(keuzes.posten):  # what a post may get depends on those before it
            asked = post.asked_cent(opening, left, pupils[swv])
            booked = min(asked, max(0, left))
            if booked < asked and not post.hoogstens:
                findings.append(_short(post, asked, booked, keuzes, account.removeprefix(keuzes.van)))
            lines.append({"van": account, **post.line(number, (booked, asked, opening), pupils[swv])})
            left -= booked
    return Uitkomst((_booked(lines),), bevindingen=tuple(findings))


def _pupils(momentopname: Momentopname, keuzes: Keuzes) -> dict[str, Decimal]:
    """Pupils of each SWV, where a post is per pupil."""
    pupils = dict.fromkeys(momentopname.swvs, Decimal(0))
    if keuzes.per_pupil:
        schools = count_pupils(momentopname, keuzes)
        pupils |= schools["aantal"].groupby(momentopname.swv_of(schools)).sum().to_dict()
    return pupils


def _booked(lines: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    rows = pd.DataFrame(lines)
    return boekingen(
        rows,
        grondslag="bestemming",
        **{str(name): rows[name] for name in rows},
    )


def _short(post: Post, asked: int, booked: int, keuzes: Keuzes, swv: str) -> Bevinding:
    if keuzes.bij_tekort == "fout":
        raise SwvmonError(
            f"{post.omschrijving}: asks {format_euro(asked)}, {keuzes.van} has {format_euro(booked)}: "
            'lower the post, move it up, or choose bij_tekort = "naar_saldo"'
        )
    text = f"{post.omschrijving}: {format_euro(asked)} gevraagd, {format_euro(booked)} op {keuzes.van}."
    return Bevinding("bestemming_niet_volledig", "waarschuwing", f"{post.naar}{swv}", text)


BESTEMMING = Verdeelmodel(
    naam="bestemming",
    titel="Bestemming: wat het samenwerkingsverband vooraf apart zet",
    bron="FR §3, bouwsteen 1; R0 L963-977, L1025-1088",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=reads,
    samen=True,
    verdeelt=("posten.bedrag_euro",),
    voorbeelden=tuple(
        Voorbeeld(
            sector=sector,
            keuzes={
                "posten": [
                    {"naar": "swv:organisatie", "omschrijving": "Organisatie", "bedrag_euro": 50_000},
                    {"naar": "swv:reserve:solidariteit", "omschrijving": "Solidariteit", "aandeel": Decimal("0.1")},
                    {
                        "naar": "swv:innovatie",
                        "omschrijving": "Innovatie",
                        "bedrag_per_leerling_euro": 5,
                        "hoogstens": "saldo",
                    },
                ],
                **counting,
            },
            opening_euro={"swv:budget": 1_000_000},
        )
        for sector, counting in (("po", {"telmoment": "1-10 t-1"}), ("vo", {}))
    ),
)
