"""Ingroei: a new key replaces a former one by steps, so that schools can adjust."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import field, frozen, validators

from swvmon import (
    Bevinding,
    MissingData,
    Schooljaar,
    SwvmonError,
    Telling,
    apportion,
    boekingen,
    format_decimal,
    format_euro,
    grenzen,
    half_up,
    step_names,
    to_cent,
    with_board,
)

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname


REGIOPLAN, VORIG_JAAR = "regioplan", "vorig_jaar"


def _shares(owner: object, attribute: Any, value: object) -> None:
    table = value if isinstance(value, dict) else {"": value}
    if not table:
        raise ValueError(f"{attribute.name} is empty: give a share, or one per schooljaar")
    for year, part in table.items():
        if year:
            Schooljaar.parse(year)
        if isinstance(part, bool) or not isinstance(part, (int, Decimal)):
            raise TypeError(f"{attribute.name}: expected a number or a table by schooljaar, found {part!r}")
        grenzen.share(owner, attribute, Decimal(part))


@frozen(kw_only=True)
class Ingroei(Telling):
    """What a plan chooses about the change from a former key, beside the count.

    Attributes:
        oude_verdeling_euro: euros per school by the former key; only the proportions count.
        oude_sleutel: where the former key comes from: regioplan (`oude_verdeling_euro`), or vorig_jaar: what each
            school got by `oude_stap` in the former school year of the run; `oude_verdeling_euro` then serves its first.
        oude_stap: step of the former school year that is the former key; schoolmodel where left out.
        ingroei_aandeel: share of the new key, 0 to 1, or a table of these by schooljaar; the rest follows the former.
    """

    oude_verdeling_euro: dict[str, Decimal] = field(factory=dict, validator=grenzen.per_school(grenzen.euros))
    oude_sleutel: str = field(default=REGIOPLAN, validator=validators.in_((REGIOPLAN, VORIG_JAAR)))
    oude_stap: str = step_names(default="")
    # A number or a table: a plan may write either, and cattrs cannot tell such a union apart.
    ingroei_aandeel: Any = field(default=Decimal(1), validator=_shares)

    def __attrs_post_init__(self) -> None:
        table = self.ingroei_aandeel if isinstance(self.ingroei_aandeel, dict) else {"": self.ingroei_aandeel}
        by_plan = self.oude_sleutel == REGIOPLAN
        former = {"oude_verdeling_euro": self.oude_verdeling_euro, "oude_stap": self.oude_stap}
        given = [name for name, value in {**former, "oude_sleutel": not by_plan}.items() if value]
        if given and table == {"": 1}:
            raise ValueError(
                f"{' and '.join(given)} would not be used: with ingroei_aandeel = 1 the new key counts in full; give "
                "ingroei_aandeel a share below 1 or a table by schooljaar, or leave the former key out"
            )
        if min(table.values()) < 1 and by_plan and not sum(self.oude_verdeling_euro.values()):
            raise ValueError(f"ingroei_aandeel = {min(table.values())} needs oude_verdeling_euro, the former key")

    def grown_in(self, schooljaar: Schooljaar) -> Decimal:
        """The share of the new key in a school year.

        Raises:
            SwvmonError: the table does not have this year.
        """
        if not isinstance(self.ingroei_aandeel, dict):
            return Decimal(self.ingroei_aandeel)
        if str(schooljaar) not in self.ingroei_aandeel:
            known = ", ".join(sorted(self.ingroei_aandeel))
            raise SwvmonError(f"ingroei_aandeel has no share for {schooljaar}, only for {known}")
        return Decimal(self.ingroei_aandeel[str(schooljaar)])


def grow_in(
    momentopname: Momentopname, new: tuple[pd.DataFrame, ...], keuzes: Ingroei, van: str
) -> tuple[pd.DataFrame, tuple[Bevinding, ...]]:
    """From the new key towards the former one, for the share that has not grown in yet; the corrections sum to zero.

    Raises:
        SwvmonError: there is no share for this year, or no former key.
    """
    import pandas as pd

    share = keuzes.grown_in(momentopname.schooljaar)
    if share == 1:
        return boekingen(0, van=van, naar=van, bedrag_cent=0, grondslag="", toelichting=""), ()
    former, source, findings = _former_key(momentopname, keuzes)
    by_new = pd.concat(new).groupby("vestiging")["bedrag_cent"].sum()
    schools = sorted({*by_new.index, *former.index})
    by_new, former = (key.reindex(schools, fill_value=0).astype("int64") for key in (by_new, former))
    part = int(half_up((1 - share) * int(by_new.sum())))
    by_former, by_new = (apportion(part, key).reset_index(drop=True) for key in (former, by_new))
    difference = by_former - by_new
    rows = with_board(pd.DataFrame({"vestiging": pd.Series(schools, dtype="str")}), momentopname)
    account, up = "vestiging:" + rows["vestiging"], difference > 0
    own_number = " basismodellen.oude_verdeling_euro." + rows["vestiging"]
    lines = boekingen(
        rows,
        van=account.where(~up, van),
        naar=account.where(up, van),
        bedrag_cent=difference.abs(),
        grondslag="ingroei (schoolmodel)",
        toelichting=f"Nieuwe sleutel telt voor {format_decimal(100 * share)}%, de rest ({format_euro(part)}) volgt de "
        f"oude ({source}): "
        + by_former.map(format_euro).astype("str")
        + " in plaats van "
        + by_new.map(format_euro).astype("str")
        + ".",
        parameters="basismodellen.ingroei_aandeel" + (own_number if source == REGIOPLAN else ""),
    )
    return lines, findings


def _former_key(momentopname: Momentopname, keuzes: Ingroei) -> tuple[pd.Series, str, tuple[Bevinding, ...]]:
    """Eurocents per school by the former key, and where it comes from."""
    import pandas as pd

    by_plan = pd.Series({s: to_cent(e) for s, e in keuzes.oude_verdeling_euro.items()}, dtype="int64")
    if keuzes.oude_sleutel == REGIOPLAN:
        return by_plan, REGIOPLAN, ()
    try:
        _, ledger = momentopname.vorig()
    except MissingData:
        if not by_plan.sum():
            raise
        return by_plan, REGIOPLAN, ()
    year, stap = str(momentopname.schooljaar.shift(-1)), keuzes.oude_stap or "schoolmodel"
    lines = ledger.regels
    if stap not in set(lines["stap"]):
        known = ", ".join(sorted(set(lines["stap"]))) or "none"
        raise SwvmonError(f"oude_stap = {stap!r} booked nothing in {year}; steps that did: {known}")
    lines = lines[lines["stap"] == stap]
    taken = lines["van"].str.startswith("vestiging:")
    leaves = lines[taken | lines["naar"].str.startswith("vestiging:")]
    got = leaves["bedrag_cent"].where(~taken, -leaves["bedrag_cent"]).groupby(leaves["vestiging"]).sum()
    got = got[got > 0]
    own = got.index.isin(momentopname.tabel("aansluiting")["vestiging"])
    if not own.any():
        raise SwvmonError(f"step {stap!r} paid no school of {momentopname.regio} in {year}: there is no former key")
    text = f"Kreeg geld in {year}, hoort nu niet bij de regio: telt niet mee in de oude sleutel."
    gone = tuple(Bevinding("oude_sleutel_school_weg", "info", str(school), text) for school in got.index[~own])
    return got[own].astype("int64"), year, gone
