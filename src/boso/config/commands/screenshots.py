"""`boso screenshots`: pictures of the demo's pages, wide and on a phone, light and dark."""

from __future__ import annotations

import argparse
from pathlib import Path

from boso.config.commands import CommandFailed

PAGES = {
    "today": "/today/",
    "programme": "/programme/",
    "participants": "/participants/",
    "participant": "/participants/hamar/",
    "grants": "/grants/",
    "table-1": "/grants/table-1/",
    "own-share": "/grants/hamar/",
}
SHAPES = {"wide": (1280, 900), "phone": (390, 844)}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("address", help="a running demo, for example http://127.0.0.1:8000")
    parser.add_argument("--out", type=Path, default=Path("screenshots"), help="folder (default: screenshots)")
    parser.add_argument("--as", dest="username", default="koordinator", help="the person to be (default: koordinator)")
    parser.add_argument("--page", action="append", metavar="PATH", help="this address instead of the usual ones")


def run(options: argparse.Namespace) -> int:
    from boso.config import machine

    if machine.chromium() is None:
        raise CommandFailed("Chromium is not here. On Debian: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    from boso.config.demo_people import PEOPLE

    name_of = {person.username: person.name for person in PEOPLE}
    if options.username not in name_of:
        raise CommandFailed(f"nobody in the demo is called «{options.username}». There are: {', '.join(name_of)}")
    pages = {path.strip("/").replace("/", "-") or "start": path for path in options.page or []} or PAGES
    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=machine.chromium(), args=["--no-sandbox", "--disable-background-networking"]
        )
        for scheme in ("light", "dark"):
            for shape, (width, height) in SHAPES.items():
                context = browser.new_context(
                    base_url=options.address, viewport={"width": width, "height": height}, color_scheme=scheme
                )
                page = context.new_page()
                page.goto("/be/")
                page.locator("button", has_text=name_of[options.username]).click()
                for name, path in pages.items():
                    page.goto(path)
                    file = options.out / f"{name}-{shape}-{scheme}.png"
                    page.screenshot(path=file, full_page=True)
                    print(file)
                context.close()
        browser.close()
    return 0
