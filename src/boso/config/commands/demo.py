"""`boso demo`: everything set up, the real programme of the report loaded, people to be, and the server."""

from __future__ import annotations

import argparse
import sys

from boso.config.commands import CommandFailed, with_django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument("--no-serve", action="store_true", help="only make the demo, do not start the server")
    parser.add_argument("--fresh", action="store_true", help="throw the demo's database away and make it anew")


def run(options: argparse.Namespace) -> int:
    from boso.config.serving import require_free, serve

    if not options.no_serve:
        require_free(options.host, options.port)
    with_django()
    from boso.config import demo

    try:
        demo.make(fresh=options.fresh, say=_say)
    except demo.NotADemo as error:
        raise CommandFailed(str(error)) from error
    for line in demo.introduction():
        print(line)
    if options.no_serve:
        return 0
    print("Starting ...", flush=True)
    return serve(options.host, options.port, when_ready=lambda address: print(
        f"\n  BoSo is ready:  {address}\n  Stop it with Ctrl-C.", flush=True))  # fmt: skip


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
