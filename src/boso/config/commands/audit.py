"""`boso audit verify`: recompute the sealed log and say whether it is whole."""

from __future__ import annotations

import argparse

from boso.config.commands import with_django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=["verify"], help="verify: recompute every chain")


def run(options: argparse.Namespace) -> int:
    with_django()
    from boso.foundation.audit.sealing import verify

    report = verify()
    print(report.sentence)
    for finding in report.findings:
        print(f"  {finding}")
    return 0 if report.whole else 1
