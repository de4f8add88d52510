"""The calculation for other programs: a household's document in, its answer out, below /api/v1. Nothing is kept.

A token is asked for as everywhere below /api/v1, so that who may use it can be ended, and no more than a document a
second goes through for each. What is asked about is in the body, never in the address, and stands in no log: the log
says that the token asked, and nothing of what.
"""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.throttling import AuthRateThrottle

from boso.core.economy.checking import BadDocument
from boso.core.economy.documents import document
from boso.core.economy.reading import read
from boso.core.law.parameters import NotKnown
from boso.foundation.api import queries
from boso.foundation.api.actions import log_read
from boso.foundation.api.serving import TokenRequest, Trouble

#: Documents of one token, and how large one may be, bytes.
RATE = "60/m"
LARGEST = 64 * 1024


#: The body, for whoever reads the description: a document that the core reads, and tells the faults of by their place.
BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"type": "object", "description": "boso-household/1"}}},
    }
}


class OfToken(AuthRateThrottle):
    """So many documents a minute for each token, whoever uses it."""

    def get_cache_key(self, request: Any) -> str:
        """The token's own number."""
        return f"afford-{request.auth.pk}"


def mount(api: NinjaAPI) -> None:
    """Add the address to the API."""
    answers: dict[Any, Any] = {200: dict[str, Any], 401: Trouble, 413: Trouble, 422: Trouble, 429: Any}

    @api.post(
        "/afford",
        response=answers,
        url_name="afford",
        throttle=[OfToken(RATE)],
        summary="What a household can have and pay",
        description="A `boso-household/1` in, a `boso-economy/1` out. Nothing is kept.",
        openapi_extra=BODY,
    )
    def afford(request: TokenRequest) -> HttpResponse:
        if len(request.body) > LARGEST:
            return _trouble("The document is too large.", 413)
        try:
            answer = document(read(json.loads(request.body)))
        except (ValueError, RecursionError) as error:
            if not isinstance(error, BadDocument):
                return _trouble("The body is not JSON.", 422)
            return _trouble("Something asked for cannot be understood.", 422, list(error.faults))
        except NotKnown as error:
            return _trouble("The rules of that day are not here.", 422, [str(error)])
        log_read(queries.actor_of(request.auth), request.auth, request.path, 1)
        return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


def _trouble(said: str, status: int, faults: list[str] | None = None) -> HttpResponse:
    told = [{"where": fault.partition(": ")[0], "what": fault.partition(": ")[2] or fault} for fault in faults or []]
    return JsonResponse({"error": said, "details": told}, status=status)
