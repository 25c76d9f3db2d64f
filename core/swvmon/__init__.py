"""swvmon: how a samenwerkingsverband passend onderwijs divides its money, computed, monitored and explained.

This module is the façade: all that a plugin may import. Names are loaded when they are first used, so that a
command that needs no data never imports pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from swvmon.bronbestand import Bestand, Kolom, Kop, read_table
    from swvmon.cli.options import (
        db_option,
        json_option,
        minimum_option,
        public_option,
        read_rule,
        read_years,
        span_option,
        year_option,
    )
    from swvmon.contract import grenzen
    from swvmon.contract.budget import Budget
    from swvmon.contract.databron import Afleiding, Databron, Dataset, Leesresultaat, Leverperiode
    from swvmon.contract.eenmalig import Eenmalig
    from swvmon.contract.gepubliceerd import Gepubliceerd
    from swvmon.contract.grootboek import Grootboek, boekingen
    from swvmon.contract.indicator import Indicator
    from swvmon.contract.kenmerk import feature_numbers, features, rows_of_schools, swv_number, swv_numbers
    from swvmon.contract.meting import metingen, swv_meting, with_lacking
    from swvmon.contract.microtelling import Microtelling
    from swvmon.contract.momentopname import Leest, Momentopname
    from swvmon.contract.parameter import Parameter, Waarde, dated, line_status, read_parameters
    from swvmon.contract.pseudoniem import Sleutel, read_sleutel
    from swvmon.contract.scholen import SCHOLEN, check_schools, with_board, without_board
    from swvmon.contract.telling import Telling, count_enrolled, count_per_school, count_pupils, resolve_masked
    from swvmon.contract.uitkomst import Bevinding, Uitkomst
    from swvmon.contract.verdeelmodel import GeenKeuzes, Regime, Verdeelmodel, Voorbeeld, step_names
    from swvmon.contract.verdelen import (
        divide_by_pupils,
        divide_over_schools,
        divide_per_swv,
        schools_by_key,
        sum_per_swv,
    )
    from swvmon.errors import MissingData, MissingParameter, PlanError, SwvmonError
    from swvmon.geld import (
        amount_cent,
        amounts_cent,
        apportion,
        apportion_within,
        exact,
        format_decimal,
        format_euro,
        format_tariff,
        half_up,
        multiply,
        to_cent,
    )
    from swvmon.hooks.discovery import PluginChoice
    from swvmon.hooks.markers import hookimpl
    from swvmon.hooks.registry import published_figures, registered_titles
    from swvmon.perioden import Jaardeel, Periode, Schooljaar, Telmoment, peildatum
    from swvmon.privacy.metingen import publish_metingen
    from swvmon.privacy.regel import Regel
    from swvmon.regioplan.structuur import StructureError, structure
    from swvmon.run.explain import counted
    from swvmon.run.geladen import read_loaded
    from swvmon.run.inzage import Runinhoud, read_run
    from swvmon.run.regiojaar import Regiojaar
    from swvmon.run.rekenaar import Rekenaar
    from swvmon.wegschrijven import whole_file, write_whole

_HOME = {
    "Afleiding": "contract.databron",
    "Bestand": "bronbestand",
    "Bevinding": "contract.uitkomst",
    "Budget": "contract.budget",
    "Databron": "contract.databron",
    "Dataset": "contract.databron",
    "Eenmalig": "contract.eenmalig",
    "GeenKeuzes": "contract.verdeelmodel",
    "Gepubliceerd": "contract.gepubliceerd",
    "Grootboek": "contract.grootboek",
    "Indicator": "contract.indicator",
    "Jaardeel": "perioden",
    "Kolom": "bronbestand",
    "Kop": "bronbestand",
    "Leesresultaat": "contract.databron",
    "Leest": "contract.momentopname",
    "Leverperiode": "contract.databron",
    "Microtelling": "contract.microtelling",
    "MissingData": "errors",
    "MissingParameter": "errors",
    "Momentopname": "contract.momentopname",
    "Parameter": "contract.parameter",
    "Periode": "perioden",
    "PlanError": "errors",
    "PluginChoice": "hooks.discovery",
    "Regel": "privacy.regel",
    "Regime": "contract.verdeelmodel",
    "Regiojaar": "run.regiojaar",
    "Rekenaar": "run.rekenaar",
    "Runinhoud": "run.inzage",
    "SCHOLEN": "contract.scholen",
    "Schooljaar": "perioden",
    "Sleutel": "contract.pseudoniem",
    "StructureError": "regioplan.structuur",
    "SwvmonError": "errors",
    "Telling": "contract.telling",
    "Telmoment": "perioden",
    "Uitkomst": "contract.uitkomst",
    "Verdeelmodel": "contract.verdeelmodel",
    "Voorbeeld": "contract.verdeelmodel",
    "Waarde": "contract.parameter",
    "amount_cent": "geld",
    "amounts_cent": "geld",
    "apportion": "geld",
    "apportion_within": "geld",
    "boekingen": "contract.grootboek",
    "check_schools": "contract.scholen",
    "count_enrolled": "contract.telling",
    "count_per_school": "contract.telling",
    "count_pupils": "contract.telling",
    "counted": "run.explain",
    "dated": "contract.parameter",
    "db_option": "cli.options",
    "divide_by_pupils": "contract.verdelen",
    "divide_over_schools": "contract.verdelen",
    "divide_per_swv": "contract.verdelen",
    "exact": "geld",
    "feature_numbers": "contract.kenmerk",
    "features": "contract.kenmerk",
    "format_decimal": "geld",
    "format_euro": "geld",
    "format_tariff": "geld",
    "grenzen": "contract",
    "half_up": "geld",
    "hookimpl": "hooks.markers",
    "json_option": "cli.options",
    "line_status": "contract.parameter",
    "metingen": "contract.meting",
    "minimum_option": "cli.options",
    "multiply": "geld",
    "peildatum": "perioden",
    "public_option": "cli.options",
    "publish_metingen": "privacy.metingen",
    "published_figures": "hooks.registry",
    "read_loaded": "run.geladen",
    "read_parameters": "contract.parameter",
    "read_rule": "cli.options",
    "read_run": "run.inzage",
    "read_sleutel": "contract.pseudoniem",
    "read_table": "bronbestand",
    "read_years": "cli.options",
    "registered_titles": "hooks.registry",
    "resolve_masked": "contract.telling",
    "schools_by_key": "contract.verdelen",
    "span_option": "cli.options",
    "step_names": "contract.verdeelmodel",
    "structure": "regioplan.structuur",
    "rows_of_schools": "contract.kenmerk",
    "sum_per_swv": "contract.verdelen",
    "swv_meting": "contract.meting",
    "swv_number": "contract.kenmerk",
    "swv_numbers": "contract.kenmerk",
    "to_cent": "geld",
    "whole_file": "wegschrijven",
    "with_board": "contract.scholen",
    "with_lacking": "contract.meting",
    "without_board": "contract.scholen",
    "write_whole": "wegschrijven",
    "year_option": "cli.options",
}

__all__ = [
    "SCHOLEN",
    "Afleiding",
    "Bestand",
    "Bevinding",
    "Budget",
    "Databron",
    "Dataset",
    "Eenmalig",
    "GeenKeuzes",
    "Gepubliceerd",
    "Grootboek",
    "Indicator",
    "Jaardeel",
    "Kolom",
    "Kop",
    "Leesresultaat",
    "Leest",
    "Leverperiode",
    "Microtelling",
    "MissingData",
    "MissingParameter",
    "Momentopname",
    "Parameter",
    "Periode",
    "PlanError",
    "PluginChoice",
    "Regel",
    "Regime",
    "Regiojaar",
    "Rekenaar",
    "Runinhoud",
    "Schooljaar",
    "Sleutel",
    "StructureError",
    "SwvmonError",
    "Telling",
    "Telmoment",
    "Uitkomst",
    "Verdeelmodel",
    "Voorbeeld",
    "Waarde",
    "amount_cent",
    "amounts_cent",
    "apportion",
    "apportion_within",
    "boekingen",
    "check_schools",
    "count_enrolled",
    "count_per_school",
    "count_pupils",
    "counted",
    "dated",
    "db_option",
    "divide_by_pupils",
    "divide_over_schools",
    "divide_per_swv",
    "exact",
    "feature_numbers",
    "features",
    "format_decimal",
    "format_euro",
    "format_tariff",
    "grenzen",
    "half_up",
    "hookimpl",
    "json_option",
    "line_status",
    "metingen",
    "minimum_option",
    "multiply",
    "peildatum",
    "public_option",
    "publish_metingen",
    "published_figures",
    "read_loaded",
    "read_parameters",
    "read_rule",
    "read_run",
    "read_sleutel",
    "read_table",
    "read_years",
    "registered_titles",
    "resolve_masked",
    "rows_of_schools",
    "schools_by_key",
    "span_option",
    "step_names",
    "structure",
    "sum_per_swv",
    "swv_meting",
    "swv_number",
    "swv_numbers",
    "to_cent",
    "whole_file",
    "with_board",
    "with_lacking",
    "without_board",
    "write_whole",
    "year_option",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("swvmon")
    if name not in _HOME:
        raise AttributeError(f"module 'swvmon' has no attribute {name!r}")
    from importlib import import_module

    home = import_module(f"swvmon.{_HOME[name]}")
    return getattr(home, name) if hasattr(home, name) else import_module(f"{home.__name__}.{name}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
