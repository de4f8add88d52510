"""What somebody posts after the session ended is held until they have signed in again, and then carried out.

It lies sealed in the session of the browser; the key lies in a cookie of the same browser alone, so neither of them
tells anything without the other. It is given back only to the person whose page it came from.
"""

from __future__ import annotations

import base64
import os
from functools import wraps
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse, QueryDict

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest, View

PLACE = "held_post"
COOKIE = "boso_held"
WHO = "who"
LIMIT = 500_000
_NONCE = 12


def keeps_posts(view: View) -> View:
    """Stands outside `@page`: a post from a signed-out person is held, and done when they are back on the page.

    The view gets it as a POST with `go=held`.
    """

    @wraps(view)
    def kept(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.actor.is_somebody:
            return _hold(request)
        held = _take(request) if request.method == "GET" and request.actor.is_somebody else None
        if held is None:
            return view(request, *args, **kwargs)
        held["go"] = "held"
        request.method, request.POST = "POST", held  # type: ignore[assignment]
        response = view(request, *args, **kwargs)
        response.delete_cookie(COOKIE, path=request.path)
        return response

    return kept


def signed_for(request: PageRequest) -> str:
    """Whose page it is, for the hidden field `who` of a form whose post may be held."""
    return Signer(salt="held").sign(str(request.actor.user_id))


def _hold(request: PageRequest) -> HttpResponse:
    page = request.POST.get("page", "")
    back = QueryDict(mutable=True)
    if page:
        back["page"] = page[:300]
    response = redirect_to_login(f"{request.path}?{back.urlencode()}" if page else request.path)
    plain = request.POST.urlencode().encode()
    if len(plain) <= LIMIT:
        key, nonce = AESGCM.generate_key(256), os.urandom(_NONCE)
        sealed = AESGCM(key).encrypt(nonce, plain, request.path.encode())
        request.session[PLACE] = base64.b64encode(nonce + sealed).decode()
        response.set_cookie(
            COOKIE, base64.b64encode(key).decode(), max_age=3600, path=request.path, httponly=True,
            secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
        )  # fmt: skip
    return response


def _take(request: PageRequest) -> QueryDict | None:
    """What is held for this person on this page; it is gone when it has been asked for."""
    if COOKIE not in request.COOKIES or PLACE not in request.session:
        return None
    held = _opened(request.session.pop(PLACE), request.COOKIES[COOKIE], request.path)
    if held is None:
        return None
    try:
        who = Signer(salt="held").unsign(held.get(WHO, ""))
    except BadSignature:
        return None
    return held if who == str(request.actor.user_id) else None


def _opened(sealed: str, key: str, path: str) -> QueryDict | None:
    try:
        whole, material = base64.b64decode(sealed), base64.b64decode(key)
        plain = AESGCM(material).decrypt(whole[:_NONCE], whole[_NONCE:], path.encode())
    except (ValueError, InvalidTag):
        return None
    return QueryDict(plain, mutable=True)
