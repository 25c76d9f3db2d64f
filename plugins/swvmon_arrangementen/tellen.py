"""Counting granted arrangementen per school and kind, in a schooljaar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Leest, Momentopname, Schooljaar

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

GRANTED, SCHOOLS = Leest("arrangement"), Leest("aansluiting")
SOORTEN = ("individueel", "groep")


def granted(momentopname: Momentopname, schooljaar: Schooljaar) -> pd.DataFrame:
    """Rows of `arrangement` that hold on at least one day of a schooljaar; both ends included."""
    rows = momentopname.tabel("arrangement")
    days = schooljaar.periode
    return rows[(rows["geldig_van"] <= days.tot) & (rows["geldig_tot"] >= days.van)].reset_index(drop=True)


def schools_of(momentopname: Momentopname) -> pd.Index:
    """The schools of the region, sorted."""
    import pandas as pd

    schools: pd.Index = pd.Index(momentopname.tabel("aansluiting")["vestiging"], dtype="str")
    return schools.drop_duplicates().sort_values()


def per_kind(rows: pd.DataFrame, schools: pd.Index) -> pd.Series:
    """Arrangementen per school and kind: index (vestiging, onderdeel), onderdeel empty for all kinds together."""
    counts = rows.groupby(["vestiging", "soort"]).size().unstack(fill_value=0)
    wide = counts.reindex(index=schools, columns=list(SOORTEN), fill_value=0)
    long = wide.assign(**{"": wide.sum(axis=1)}).melt(var_name="onderdeel", value_name="aantal", ignore_index=False)
    keyed = long.rename_axis("vestiging").set_index("onderdeel", append=True).sort_index()
    return keyed["aantal"].astype("int64")


def last_day(momentopname: Momentopname) -> date:
    """The peildatum of what is counted over a whole schooljaar."""
    return momentopname.schooljaar.periode.tot
