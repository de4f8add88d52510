"""`boso afford`: what a household described in a file can have and pay. Needs no database and keeps nothing."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from boso.config.commands import CommandFailed


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="boso-household/1, JSON")
    parser.add_argument("--json", action="store_true", help="one JSON document: boso-economy/1")


def run(options: argparse.Namespace) -> int:
    from boso.core.economy.checking import BadDocument
    from boso.core.economy.documents import document
    from boso.core.economy.reading import read

    try:
        asked = read(json.loads(options.file.read_text(encoding="utf-8-sig")))
    except BadDocument as error:
        raise CommandFailed(f"{options.file}: {error}") from error
    except OSError as error:
        raise CommandFailed(f"{options.file} cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise CommandFailed(f"{options.file} is not JSON: {error}") from error
    answer = document(asked)
    told = json.dumps(answer, ensure_ascii=False) if options.json else "\n".join(_lines(answer))
    try:
        print(told, flush=True)
    except BrokenPipeError:
        # Whoever read has seen enough (`| head`); nothing is left to say on that pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _lines(answer: dict[str, Any]) -> list[str]:
    """The answer in plain text."""
    parts = [*_bostotte(answer["bostotte"]), *_ability(answer["ability"]), *_loan(answer.get("loan"))]
    return [*parts, *(_combination(answer["mixes"], answer["combination"]) if "combination" in answer else [])]


def _bostotte(told: dict[str, Any]) -> list[str]:
    if "not_known" in told:
        return ["Bostøtte", *_not_known(told)]
    lines = [f"Bostøtte: {_kroner(told['month'])} a month ({told['regime']}; marks: {', '.join(told['marks'])})"]
    for step in told["steps"]:
        made_from = ", ".join(f"{name} {_number(of)}" for name, of in step["from"].items())
        lines.append(f"  {step['step']:<14}{_number(step['amount']):>14}   {made_from}")
    if told["most_income_year"] is not None:
        lines.append(f"  With more income than {_kroner(told['most_income_year'])} a year nothing is paid.")
    if told["another_1000_of_income"] is not None:
        lines.append(
            f"  1 000 kr more a month: of income {_kroner(told['another_1000_of_income'])},"
            f" of rent {_kroner(told['another_1000_of_rent'])}."
        )
    return lines


def _ability(told: dict[str, Any]) -> list[str]:
    if "not_known" in told:
        return ["Ability to pay", *_not_known(told)]
    parts = ("net", "living", "obligations", "maintenance", "buffer", "left", "running", "for_loans")
    lines = [f"Ability to pay: {_kroner(told['for_loans_month'])} a month for loans"]
    lines += [f"  {part:<14}{_number(told[f'{part}_month']):>14}" for part in parts]
    if told["lifted_to_floor"]:
        lines.append("  Living costs stood below the state's guidance rates and were raised to them.")
    if told["floor_month"] is None:
        lines += ["  Not held against the state's guidance rates:", *_not_known({"not_known": told["floor_not_known"]})]
    return lines


def _loan(told: dict[str, Any] | None) -> list[str]:
    if told is None:
        return []
    lines = [f"Loan: {_kroner(told['principal'])} costs {_kroner(told['month'])} a month"]
    for borne in (told["borne"], told["stress"]):
        if borne is not None:
            lines.append(
                f"  By {_number(borne['rate_year'])} percent: borne {_kroner(borne['max'])} at the most,"
                f" left {_kroner(borne['left_month'])} a month"
            )
    lines += [f"  Against it: {row['against']} {row['what']}".rstrip() for row in told["against"]]
    return lines


def _combination(mixes: list[dict[str, Any]], told: dict[str, Any]) -> list[str]:
    """All mixes in a table, the chosen with a star, then the boundary and the reasons."""
    if "not_known" in told:
        return ["Combination", *_not_known(told)]
    lines = [f"Combination: {told['borne']} of {told['tried']} lawful mixes can be paid"]
    columns = ("own", "bank", "startlan", "grant", "guarantee", "years", "bostotte_month", "month", "left_month")
    if mixes:
        lines.append("    " + "".join(f"{name.removesuffix('_month'):>12}" for name in columns))
    for at, mix in enumerate(mixes):
        star = "*" if at == told["chosen"] else " "
        lines.append(f"  {star} " + "".join(f"{_number(mix[name]):>12}" for name in columns) + f"  {mix['way']}")
    lines += _boundary(told["boundary"])
    for row in told["why"]:
        amount = "" if row["amount"] is None else f" ({_number(row['amount'])})"
        about = f": {', '.join(row['conditions'])}" if row["conditions"] else ""
        lines.append(f"  {'+' if row['included'] else '-'} {row['instrument']}: {row['because']}{amount}{about}")
    lines += [f"  The startlån hangs on {row['key']}: {row['why']}" for row in told["depends"]]
    return [*lines, *_not_known({"not_known": told["missing"]})]


def _boundary(told: dict[str, Any] | None) -> list[str]:
    """From where to where the chosen mix works."""
    units = {"rate": "percent", "income": "kr net a month"}
    return [
        f"  It works from {_number(span['from'])} to {_number(span['to'])} {unit}"
        f"{' and on' if span['open_to'] else ''} (today {_number(told[name]['today'])})."
        for name, unit in units.items()
        if told is not None and told[name] is not None
        for span in told[name]["spans"]
    ]


def _not_known(told: dict[str, Any]) -> list[str]:
    return [f"  not known: {row['key']}: {row['why']}" for row in told["not_known"]]


def _kroner(amount: float) -> str:
    return f"{_number(amount)} kr"


def _number(amount: float) -> str:
    """Thousands apart; decimals where there are any, four at the most."""
    shown = f"{amount:,.4f}".rstrip("0").rstrip(".")
    return shown.replace(",", " ")
