"""Parquet files of a synthetic country: enrolments and what is counted from them, a folder per school year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from swvmon import Schooljaar, whole_file, write_whole
from swvmon_synthetisch.gebied import IN_PO, SO, SOORTEN, VO, VSO, Gebied, make_gebied
from swvmon_synthetisch.leerlingen import GEEN, NIVEAUS, Land
from swvmon_synthetisch.marges import Marges

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

UITGEVER = "swvmon_synthetisch"
LICENTIE = "CC0-1.0"
PERIODEN = {
    "aansluiting": "schooljaar",
    "bestuur": "stand",
    "inschrijving": "peildatum",
    "kenmerk": "stand",
    "leerlingen_po": "peildatum",
    "leerlingen_vo": "peildatum",
    "regio_indeling": "stand",
    "swv": "stand",
    "tlv_telling": "peildatum",
    "vestiging": "stand",
}
RICHTING = {"vmbo": "vmbo_t", "havo": "havo", "vwo": "atheneum", "pro": "pro"}


def write_land(
    folder: Path, leerlingen: int, jaren: int, seed: int, on_progress: Callable[[str], None] = lambda _text: None
) -> Iterator[tuple[Land, Path]]:
    """Make a country and write it, year by year; each file appears whole or not at all.

    Args:
        folder: where; made where it is not there.
        leerlingen: pupils in po and vo.
        jaren: school years, the first of which is 2014/15.
        seed: the same seed and size give the same bytes with the same versions of numpy and pyarrow.
        on_progress: told what is being written.

    Yields:
        The pupils of the year and its folder, after it is written.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    gebied = make_gebied(Marges(leerlingen), rng)
    schools = gebied.vestigingen()
    folder.mkdir(parents=True, exist_ok=True)
    for land in Land(gebied, rng).years(jaren):
        schooljaar = Schooljaar(land.jaar)
        on_progress(f"{schooljaar}: {len(land.kolom['soort'])} enrolments")
        place = folder / str(schooljaar).replace("/", "-")
        place.mkdir(exist_ok=True)
        _write(place / "inschrijving.parquet", _enrolments(land, schools, seed))
        for name, frame in _tables(land, schools, schooljaar).items():
            _write(place / f"{name}.parquet", _as_arrow(frame))
        yield land, place
    lines = [_origin(Schooljaar(land.jaar - n)) for n in range(jaren - 1, -1, -1)]
    write_whole(folder / "leveringen.toml", "\n".join(lines))


def pseudonyms(nummers: np.ndarray, seed: int) -> np.ndarray:
    """A pseudonym per number: 64 bits, no two alike (a bijection of the number, splitmix64)."""
    import numpy as np

    with np.errstate(over="ignore"):
        z = nummers.astype("uint64") + np.uint64((seed * 0x9E3779B97F4A7C15) % 2**64)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (z ^ (z >> np.uint64(31))).view("int64")


def _enrolments(land: Land, schools: pd.DataFrame, seed: int) -> pa.Table:
    """A row per pupil, in the form of the micro store (docs/micro.md)."""
    import numpy as np
    import pyarrow as pa

    kolom, number = land.kolom, len(land.kolom["soort"])
    kind = kolom["soort"]
    po, vo = (land.gebied.codes(sector) for sector in ("po", "vo"))
    area = np.where(kind < VO, kolom["gebied"], len(po) + land.gebied.vo_van(kolom["gebied"]))
    area = np.where(kind <= VSO, area, len(po) + len(vo))

    def named(codes: np.ndarray, names: list[str]) -> pa.Array:
        return pa.DictionaryArray.from_arrays(pa.array(codes.astype("int32")), pa.array(names, pa.string()))

    level = np.where(kolom["niveau"] == GEEN, len(NIVEAUS), kolom["niveau"])
    levels = [*NIVEAUS, ""]
    places = [*schools["vestiging"], ""]
    return pa.table(
        {
            "peildatum": named(np.zeros(number), [str(date(land.jaar, 10, 1))]).cast(pa.string()).cast(pa.date32()),
            "leerling": pseudonyms(kolom["nummer"], seed),
            "swv": named(area, [*po, *vo, ""]),
            "soort": named(kind, list(SOORTEN)),
            "vestiging": named(np.where(kolom["school"] == GEEN, len(places) - 1, kolom["school"]), places),
            "leeftijd": kolom["leeftijd"],
            "categorie": np.maximum(kolom["categorie"], 0).astype("int8"),
            "niveau": named(level, levels),
            "leerjaar": kolom["leerjaar"],
            "diploma": named(np.where(kolom["geslaagd"], level, len(NIVEAUS)), levels),
            "cohort": named(kolom["rugzak"], ["", "lgf_2013"]),
            "sleutel_vingerafdruk": named(np.zeros(number), [sha256(f"synthetisch {seed}".encode()).hexdigest()[:16]]),
        }
    )


def _tables(land: Land, schools: pd.DataFrame, schooljaar: Schooljaar) -> dict[str, pd.DataFrame]:
    """What is counted from the pupils, and who there is, in the columns of the shared schema."""
    import numpy as np
    import pandas as pd

    kolom = land.kolom
    inside = kolom["soort"] <= VSO
    pupils = pd.DataFrame({name: values[inside] for name, values in kolom.items()})
    pupils = pupils.merge(schools, left_on="school", right_on="nummer", suffixes=("_code", ""))
    special = pupils[pupils["soort_code"].isin([*IN_PO, VSO])]
    clusters = np.where((special["soort_code"] == SO) & (special["categorie"] == 0), "1", "3/4")
    clusters = np.where(special["soort_code"].isin([SO, VSO]), clusters, "")
    po = special.assign(cluster=clusters).groupby(["vestiging", "soort", "cluster"]).size()
    ages = special.assign(cluster=clusters).groupby(["vestiging", "soort", "cluster", "leeftijd"]).size().unstack()
    per_age = ages.reindex(columns=range(4, 25)).fillna(0).astype("int64").add_prefix("leeftijd_")
    regular = pupils[pupils["soort_code"].isin([VO, VO + 1])]
    level = np.where(regular["niveau"] == GEEN, "pro", np.array([*NIVEAUS, ""])[regular["niveau"]])
    vo = regular.assign(richting=pd.Series(level, regular.index).map(RICHTING), onderwijstype=level)
    vo_counts = vo.groupby(["vestiging", "onderwijstype", "richting"]).size()
    tlv = pupils[(pupils["categorie"] > 0) & pupils["soort_code"].isin([SO, VSO])]
    granted = tlv.assign(
        categorie=tlv["categorie"].astype(str),
        leeftijdsgroep=np.where(tlv["soort_code"] == VSO, "", np.where(tlv["leeftijd"] < 8, "jonger_8", "vanaf_8")),
        school=tlv["vestiging"],
    )
    keys = ["swv", "soort", "leeftijdsgroep", "categorie", "school"]
    everyone = [
        {"swv": code, "naam": f"Verzonnen samenwerkingsverband {code}"}
        for sector in ("po", "vo")
        for code in land.gebied.codes(sector)
    ]
    boards = sorted(set(schools["bestuur"]))
    return {
        "aansluiting": schools[["vestiging", "swv"]].assign(schooljaar=str(schooljaar), aandeel="1"),
        "bestuur": pd.DataFrame({"bestuur": boards, "naam": [f"Verzonnen bestuur {b}" for b in boards]}),
        "kenmerk": _features(land.gebied),
        "leerlingen_po": _counted(po).merge(per_age.reset_index()),
        "leerlingen_vo": _counted(vo_counts).assign(elementcode="0001", fase="bovenbouw"),
        "regio_indeling": land.gebied.postcodes(),
        "swv": pd.DataFrame(everyone),
        "tlv_telling": _counted(granted.groupby(keys).size()),
        "vestiging": schools[["vestiging", "sector", "bestuur", "pc4"]].assign(
            brin=schools["vestiging"].str[:4], naam="Verzonnen school " + schools["vestiging"]
        ),
    }


def _counted(sizes: pd.Series) -> pd.DataFrame:
    frame = sizes.rename("aantal_min").reset_index()
    return frame.assign(aantal_max=frame["aantal_min"])


def _features(gebied: Gebied) -> pd.DataFrame:
    """The percentage of verevening per SWV."""
    import pandas as pd

    rows = [
        {"niveau": "swv", "code": code, "kenmerk": "verevening_procent_zwaar", "waarde": f"{percent:.2f}"}
        for sector in ("po", "vo")
        for code, percent in zip(gebied.codes(sector), gebied.verevening[sector], strict=True)
    ]
    return pd.DataFrame(rows).assign(geldig_van=date(2014, 8, 1))


def _as_arrow(frame: pd.DataFrame) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata()


def _write(path: Path, table: pa.Table) -> None:
    import pyarrow.parquet as pq

    with whole_file(path) as hidden:
        pq.write_table(table, hidden, compression="zstd", row_group_size=250_000, write_page_checksum=True)


def _origin(schooljaar: Schooljaar) -> str:
    """The lines of `leveringen.toml` about a school year."""
    day = date(schooljaar.start, 10, 1)
    values = {"schooljaar": f'"{schooljaar}"', "stand": str(day), "peildatum": str(day)}
    return "\n".join(
        f'["{str(schooljaar).replace("/", "-")}/{name}.parquet"]\n{kind} = {values[kind]}\nstatus = "definitief"\n'
        f'uitgever = "{UITGEVER}"\nlicentie = "{LICENTIE}"\n'
        for name, kind in PERIODEN.items()
    )
