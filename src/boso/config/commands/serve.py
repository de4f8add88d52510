"""`boso serve`: the web server and a worker, together, until one of them ends or somebody stops them."""

from __future__ import annotations

import argparse

from boso.config.commands import with_django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument("--workers", type=int, default=1, help="web server processes (default: 1)")
    parser.add_argument("--no-worker", action="store_true", help="leave background jobs to `boso worker` elsewhere")


def run(options: argparse.Namespace) -> int:
    with_django()
    from boso.config.installing import is_up_to_date, migrate
    from boso.config.serving import require_free, serve

    require_free(options.host, options.port)
    if not is_up_to_date():
        migrate(demo=False)
    return serve(options.host, options.port, workers=options.workers, with_worker=not options.no_worker)
