"""The same rule in OpenFisca-Core, in a process of its own: reads households, writes what it found and how fast.

Run as `python economy_openfisca.py IN.npz OUT.npz`. The law's numbers come with the households; the rule is written as
OpenFisca would have it: two entities, variables by the month, formulas on arrays.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import numpy as np

MONTH = "2026-11"
ROLES = ("applicant", "partner", "child", "other")
#: Who gives what: variables of persons and of households, all kroner but ages (months) and codes.
OF_PERSONS = ("age", "net")
OF_HOUSEHOLDS = ("income", "costs", "wealth", "place", "group", "living", "others", "adults", "children")


def main(source: str, target: str) -> None:
    """Build the system, then the simulation, then calculate; each with its seconds."""
    with np.load(source) as given:
        columns = {name: given[name] for name in given.files}
    law = json.loads(str(columns.pop("law")))
    began = time.perf_counter()
    simulation = _simulation(_system(law), columns)
    built, before = time.perf_counter(), time.process_time()
    found = {name: simulation.calculate(name, MONTH) for name in ("bostotte", "for_loans")}
    done, after = time.perf_counter(), time.process_time()
    np.savez(target, build=built - began, calculate=done - built, processor=after - before, **found)


def _system(law: dict[str, Any]) -> Any:
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity(key="person", plural="persons", label="Person", is_person=True)
    roles: list[Any] = [{"key": role, "label": role, "plural": f"{role}s"} for role in ROLES]
    household = build_entity(key="household", plural="households", label="Household", roles=roles)
    system = TaxBenefitSystem([person, household])

    def variable(name: str, entity: Any, formula: Any = None) -> None:
        parts = {"value_type": float, "entity": entity, "definition_period": DateUnit.MONTH, "label": name}
        system.add_variable(type(name, (Variable,), parts | ({} if formula is None else {"formula": formula})))

    for name in OF_PERSONS:
        variable(name, person)
    for name in OF_HOUSEHOLDS:
        variable(name, household)

    def bostotte(homes: Any, period: Any) -> Any:
        adults, children = homes("adults", period), homes("children", period)
        size = np.minimum(adults + children, len(law["ceiling"])).astype(int) - 1
        ceiling = np.array(law["ceiling"])[size] + np.array(law["supplement"])[homes("place", period).astype(int) - 1]
        approved = np.minimum(homes("costs", period), ceiling)
        weight = 1 + law["weight_adult"] * (adults - 1) + law["weight_child"] * children
        wealth = law["wealth_share"] * np.maximum(0, homes("wealth", period) - law["wealth_free"])
        income = (homes("income", period) + wealth) / weight
        group = homes("group", period).astype(int)
        first = law["first_share"] * np.maximum(0, income - np.array(law["first_limit"])[group])
        second = law["second_share"] * np.maximum(0, income - np.array(law["second_limit"])[group])
        month = law["coverage"] * (approved - law["least"] - first - second) / 12
        return np.where(month >= law["minimum"], np.floor(month + 0.5), 0)

    def for_loans(homes: Any, period: Any) -> Any:
        net = homes.sum(homes.members("net", period))
        age = homes.members("age", period)
        child = homes.members.has_role(household.roles[2])
        floor = np.where(homes.nb_persons(household.roles[1]) > 0, law["couple"], law["single"])
        for low, below, rate in law["children"]:
            floor = floor + rate * homes.sum(1.0 * (child & (age >= low * 12) & (age < below * 12)))
        return net - np.maximum(homes("living", period), floor) - homes("others", period)

    variable("bostotte", household, bostotte)
    variable("for_loans", household, for_loans)
    return system


def _simulation(system: Any, columns: dict[str, Any]) -> Any:
    from openfisca_core.simulations import SimulationBuilder

    builder = SimulationBuilder()
    builder.create_entities(system)
    count = len(columns["income"])
    builder.declare_person_entity("person", np.arange(len(columns["age"])))
    homes = builder.declare_entity("household", np.arange(count))
    builder.join_with_persons(homes, columns["household"], np.array(ROLES)[columns["role"]])
    simulation = builder.build(system)
    for name in (*OF_PERSONS, *OF_HOUSEHOLDS):
        simulation.set_input(name, MONTH, columns[name])
    return simulation


if __name__ == "__main__":
    main(*sys.argv[1:])
