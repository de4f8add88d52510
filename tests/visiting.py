"""A person at a browser without JavaScript: keeps cookies, opens addresses, posts forms."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

from boso.config.demo_people import PEOPLE

#: Sign-in name -> name, of the demo's invented people.
NAMES = {person.username: person.name for person in PEOPLE}


@dataclass(frozen=True)
class Answer:
    """What the server said; an error is an answer like any other."""

    status: int
    kind: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


class Visitor:
    """Somebody who opens pages of the server at that address."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = http.cookiejar.CookieJar()
        self._browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), _KeepPosted)

    def become(self, username: str) -> Visitor:
        """Choose that person of the demo."""
        page = self.open("/be/").text
        card = next(card for card in page.split("<form")[1:] if NAMES[username] in card)
        person = re.search(r'name="person" value="(\d+)"', card)
        assert person is not None
        assert self.post("/be/", person=person[1]).status == 302
        return self

    def open(self, path: str) -> Answer:
        """The page, wherever redirects lead."""
        return self._ask(path, None)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form; a redirect is the acknowledgement, and where it leads is not asked."""
        token = next(cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken")
        return self._ask(path, urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode())

    def _ask(self, path: str, data: bytes | None) -> Answer:
        try:
            answer = self._browser.open(self.address + path, data, timeout=30)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            return Answer(answer.status, answer.headers.get("Content-Type", ""), answer.read())


class _KeepPosted(urllib.request.HTTPRedirectHandler):
    """Follows where a page leads, not where a posted form does."""

    def redirect_request(self, request, *words):
        return None if request.data is not None else super().redirect_request(request, *words)
