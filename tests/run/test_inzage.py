"""A stored run is read whole, for a report or a study."""

from __future__ import annotations

import pytest

from swvmon import Regel, read_run
from swvmon.errors import StoreError


def test_a_run_is_read_as_it_was_stored(runner) -> None:
    """Lines, metingen and schools are those of the run: each school has the board of its lines."""
    result = runner.run()
    inhoud = read_run(runner.url, "laatste")

    deel = result.delen[0]
    assert result.run_id == inhoud.run_id
    assert "intern" == inhoud.doelgroep
    assert deel.ledger.regels["bedrag_cent"].tolist() == inhoud.boekingen["bedrag_cent"].tolist()
    assert len(deel.metingen) == len(inhoud.metingen)
    assert [("plan", "VO9901", "2019/20", "gelukt")] == list(inhoud.delen.itertuples(index=False, name=None))
    lines = inhoud.boekingen[inhoud.boekingen["vestiging"] != ""]
    on_lines = dict(zip(lines["vestiging"], lines["bestuur"], strict=True))
    listed = dict(zip(inhoud.scholen["vestiging"], inhoud.scholen["bestuur"], strict=True))
    assert on_lines == {school: listed[school] for school in on_lines}
    assert set(deel.view.tabel("aansluiting")["vestiging"]) == set(listed)


def test_for_publication_plan_and_findings_stay_inside(runner) -> None:
    """Audience openbaar: no plan, no leveringen, no findings; the schools, which are public, remain."""
    runner.run()
    inhoud = read_run(runner.url, "laatste", regel=Regel(5, {}))

    assert "openbaar" == inhoud.doelgroep
    assert {"plan", "leveringen", "parameters"}.isdisjoint(inhoud.manifest)
    assert [0, 0, 0] == [len(inhoud.bevindingen), len(inhoud.parameters), len(inhoud.pluginstatus)]
    assert len(read_run(runner.url, "laatste").scholen) == len(inhoud.scholen) > 0


def test_a_run_that_is_not_there(runner) -> None:
    """The message of the store."""
    with pytest.raises(StoreError, match="no run starts with 'ffff'"):
        read_run(runner.url, "ffff")
