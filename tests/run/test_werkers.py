"""A run of every SWV in several processes, and one that goes on: the same bytes as in one process."""

from __future__ import annotations

import shutil

import proefland
import pytest

from swvmon.errors import StoreError
from swvmon.perioden import Schooljaar
from swvmon.run import execute as engine
from swvmon.run import landelijk
from swvmon.run.werkers import consecutive, started


@pytest.fixture
def country(demo_url, tmp_path):
    """Run the three regions of the packaged data into a database of one's own."""

    class Country:
        choice = proefland.write_plugin(tmp_path / "plugins")

        def database(self, name: str) -> str:
            shutil.copy(demo_url.removeprefix("sqlite:///"), tmp_path / name)
            return f"sqlite:///{tmp_path / name}"

        def run(self, url: str, werkers: int = 1, *, go_on: bool = False):
            if werkers == 1:
                return proefland.run(url, self.choice, None, go_on=go_on)
            with started(werkers, url, self.choice) as pool:
                return proefland.run(url, self.choice, pool, go_on=go_on)

    return Country()


@pytest.fixture
def serial(country):
    """The outcome of one process."""
    url = country.database("een.db")
    return proefland.told(country.run(url)), proefland.dump(url)


def test_two_processes_come_to_the_same_and_a_stopped_one_is_gone_on_with(
    country, serial, monkeypatch, tmp_path
) -> None:
    """One of two processes stops in the middle: it is named, what was kept stays, and the rest comes to the same."""
    url = country.database("twee.db")
    monkeypatch.setenv(proefland.STOPS, str(tmp_path))
    proefland.stop_at(tmp_path, "VO9902", 0)

    with pytest.raises(StoreError, match=r"a process of run [0-9a-f]{16} was stopped; go on with `swvmon run --hervat"):
        country.run(url, werkers=2)
    result = country.run(url, werkers=2, go_on=True)

    assert serial[0] == proefland.told(result)
    assert serial[1] == proefland.dump(url)


@pytest.mark.parametrize(
    ("years", "parts", "lengths"), [(10, 2, [6, 4]), (10, 3, [4, 3, 3]), (2, 2, [1, 1]), (3, 3, [1, 1, 1]), (1, 1, [1])]
)
def test_processes_share_out_school_years(years: int, parts: int, lengths: list[int]) -> None:
    """Worked by hand: a year is 1, its keten alone a quarter of it; the longest part is as short as it can be."""
    span = tuple(Schooljaar(2014 + number) for number in range(years))

    found = consecutive(span, parts)

    assert lengths == [len(part) for part in found]
    assert span == tuple(year for part in found for year in part)


def test_what_is_done_is_not_computed_again(country, serial, monkeypatch) -> None:
    """A run that stopped after two region-years of each scenario but one computes what lacks, and ends the same."""
    url = country.database("drie.db")
    whole, computed = engine._keep, []
    compute = landelijk.close_together

    def counted(snapshots, *rest):
        computed.extend((each.job.scenario, each.binding.plan.code) for each in snapshots)
        return compute(snapshots, *rest)

    def full(store, identifier, delen):
        whole(store, identifier, [d for d in delen if d.plan.code != "VO9901" or d.scenario != "ruim"])
        if delen[0].scenario == "ruim":
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(engine, "_keep", full)
        with pytest.raises(KeyboardInterrupt):
            country.run(url)
    monkeypatch.setattr(landelijk, "close_together", counted)
    result = country.run(url, go_on=True)

    assert [("ruim", "VO9901")] == computed
    assert serial[0] == proefland.told(result)
    assert serial[1] == proefland.dump(url)
