"""The rule of `benchmarks.national` in OpenFisca-Core: rows of a count are members of schools, a year is a period."""
# ruff: noqa: N801, N805 - OpenFisca takes a variable's name from its class, and calls the first argument by its entity

from __future__ import annotations

from typing import Any

import numpy as np
from openfisca_core.entities import Entity, GroupEntity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import YEAR
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.national import LEERLING_EURO, VOET_EURO, Invoer

GROEP = Entity("groep", "groepen", "Pupils of one kind", "")
SCHOOL = GroupEntity("school", "scholen", "A school location", "", roles=[{"key": "groep", "plural": "groepen"}])


class Soort(Enum):
    """Kind of school that pupils attend."""

    bao = "bao"
    sbo = "sbo"
    so = "so"
    vso = "vso"


class soort(Variable):
    value_type = Enum
    possible_values = Soort
    default_value = Soort.bao
    entity = GROEP
    definition_period = YEAR


class aantal(Variable):
    value_type = int
    entity = GROEP
    definition_period = YEAR


class aandeel(Variable):
    value_type = float
    entity = SCHOOL
    definition_period = YEAR


class gewicht(Variable):
    value_type = float
    entity = SCHOOL
    definition_period = YEAR


class leerlingen(Variable):
    value_type = float
    entity = SCHOOL
    definition_period = YEAR

    def formula(school: Any, period: Any) -> Any:
        kinds = school.members("soort", period)
        counts = (kinds == Soort.bao) + (kinds == Soort.sbo)
        return school.sum(school.members("aantal", period) * counts) * school("aandeel", period)


class vaste_voet(Variable):
    value_type = float
    entity = SCHOOL
    definition_period = YEAR

    def formula(school: Any, period: Any) -> Any:
        has_pupils = school("leerlingen", period) > 0
        return has_pupils * np.round(school("aandeel", period) * float(VOET_EURO), 2)


class leerlingdeel(Variable):
    value_type = float
    entity = SCHOOL
    definition_period = YEAR

    def formula(school: Any, period: Any) -> Any:
        weighted = school("leerlingen", period) * school("gewicht", period)
        return np.round(weighted * float(LEERLING_EURO), 2)


class bedrag(Variable):
    value_type = float
    entity = SCHOOL
    definition_period = YEAR

    def formula(school: Any, period: Any) -> Any:
        return school("vaste_voet", period) + school("leerlingdeel", period)


VARIABLES = (soort, aantal, aandeel, gewicht, leerlingen, vaste_voet, leerlingdeel, bedrag)


def make_system() -> TaxBenefitSystem:
    """The rule; it is made once, as a program imports it once."""
    system = TaxBenefitSystem([GROEP, SCHOOL])
    for variable in VARIABLES:
        system.add_variable(variable)
    return system


def amounts_euro(system: TaxBenefitSystem, years: list[Invoer]) -> np.ndarray:
    """Euros per school year (rows) and school (columns, in the order of the codes), float32."""
    simulation = _population(system, years[0])
    for year in years:
        period = year.schooljaar[:4]
        simulation.set_input("soort", period, year.leerlingen["soort"].to_numpy(dtype="str"))
        simulation.set_input("aantal", period, year.leerlingen["aantal_min"].to_numpy())
        simulation.set_input("aandeel", period, year.aansluiting["aandeel"].to_numpy(dtype="float32"))
        simulation.set_input("gewicht", period, year.kenmerk["waarde"].to_numpy(dtype="float32"))
    return np.array([simulation.calculate("bedrag", year.schooljaar[:4]) for year in years])


def _population(system: TaxBenefitSystem, year: Invoer) -> Simulation:
    """Rows of the count are members of their school; the same rows and schools in each year."""
    schools = year.aansluiting["vestiging"].to_numpy(dtype="str")
    of_row = year.leerlingen["vestiging"].to_numpy(dtype="str")
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("groep", np.arange(len(of_row)))
    population = builder.declare_entity("school", schools)
    builder.join_with_persons(population, of_row, roles=np.array(["groep"] * len(of_row)))
    return builder.build(system)
