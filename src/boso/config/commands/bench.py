"""`boso bench [NAME]`: measure against named baselines, in one run."""

from __future__ import annotations

import argparse
import importlib
from typing import Any

from boso.config.commands import with_django

SUBJECTS = ("start", "pages", "web", "import", "allocation", "gap", "disclosure", "survey", "answering", "economy")
#: Where a subject is measured, when its name cannot be a module's.
MODULES = {"import": "importing"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", choices=SUBJECTS, help="one subject only")
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(options: argparse.Namespace) -> int:
    with_django()
    rows = []
    for name in [options.name] if options.name else SUBJECTS:
        for row in importlib.import_module(f"boso.config.benchmarks.{MODULES.get(name, name)}").rows():
            rows.append(row)
            if not options.json:
                more = ", ".join(f"{key} {value}" for key, value in row.result.items())
                print(f"{row.case:<28}{row.engine:<16}{row.seconds * 1000:>10.1f} ms   {more}", flush=True)
    if options.json:
        import json
        from dataclasses import asdict

        document = {"format": "boso-bench/1", "machine": _machine(), "rows": [asdict(row) for row in rows]}
        print(json.dumps(document, ensure_ascii=False))
    return 0


def _machine() -> dict[str, Any]:
    import os
    import platform

    return {
        "system": f"{platform.system()} {platform.release()}",
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }
