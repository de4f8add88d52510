"""OR-Tools in a process of its own: a flow of least cost, read from a file of arrays, answered as one line of JSON."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np


def solved(arcs: dict[str, Any]) -> dict[str, Any]:
    """What the process answers: cost, who is placed where, seconds and memory of the solver alone."""
    with tempfile.TemporaryDirectory(prefix="boso-bench-") as folder:
        file = Path(folder) / "arcs.npz"
        np.savez(file, **arcs)
        command = [sys.executable, str(Path(__file__)), str(file)]
        answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        answer["place"] = np.load(f"{file}.place.npy")
    return dict(answer)


def main(file: str) -> None:
    import resource

    from ortools.graph.python import min_cost_flow

    arcs = np.load(file)
    agents, dwellings = int(arcs["agents"]), int(arcs["dwellings"])
    source, sink = agents + dwellings, agents + dwellings + 1
    began, processor = time.perf_counter(), time.process_time()
    flow = min_cost_flow.SimpleMinCostFlow()
    ones = np.ones(len(arcs["who"]), np.int64)
    pairs = flow.add_arcs_with_capacity_and_unit_cost(arcs["who"], agents + arcs["where"], ones, arcs["cost"])
    people, homes = np.arange(agents), agents + np.arange(dwellings)
    flow.add_arcs_with_capacity_and_unit_cost(
        np.full(agents, source), people, np.ones(agents, np.int64), np.zeros(agents, np.int64)
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        homes, np.full(dwellings, sink), np.ones(dwellings, np.int64), np.zeros(dwellings, np.int64)
    )
    supply = agents if arcs["must"].all() else min(agents, dwellings)
    flow.set_node_supply(source, supply)
    flow.set_node_supply(sink, -supply)
    status = flow.solve_max_flow_with_min_cost()
    used = np.flatnonzero(flow.flows(pairs) > 0)
    place = np.full(agents, -1, np.int64)
    place[arcs["who"][used]] = arcs["where"][used]
    np.save(f"{file}.place.npy", place)
    told = {
        "status": int(status),
        "cost": int(flow.optimal_cost()),
        "seconds": time.perf_counter() - began,
        "processor": time.process_time() - processor,
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1])
