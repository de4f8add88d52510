"""The addresses below /api/v1/: one list and one row for each resource, read only, with an OpenAPI description.

A list answers at most 200 rows; `next` says where to go on. Every read is logged with the token that asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver
from django.utils import timezone
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer
from pydantic import create_model

from boso.foundation.access.decisions import Denied, Refused, require
from boso.foundation.api import queries
from boso.foundation.api.actions import log_read
from boso.foundation.api.models import Token
from boso.foundation.api.registry import Resource, resources

MOST = 200
PAGING = ("after", "limit")
Row = TypeVar("Row")


class Page(Schema, Generic[Row]):
    """Some rows of a list; `next` is the key to give as `after` for those that follow, null on the last page."""

    rows: list[Row]
    next: int | str | None


class Trouble(Schema):
    """What went wrong, in a sentence."""

    error: str
    details: list[dict[str, Any]] = []


class TokenRequest(HttpRequest):
    """A request whose token opened the door."""

    auth: Token


class Door(HttpBearer):
    """`Authorization: Bearer boso_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The token, where it opens something today."""
        return queries.standing(token, timezone.localdate())


def make() -> NinjaAPI:
    """The API with all that the apps have registered."""
    api = NinjaAPI(
        title="BoSo",
        version="1",
        description=(
            "Read only. A token belongs to an organisation and reads what the organisation's planner, or the bank's "
            "contact, may read; never a household. Lists are paged by key: give `next` as `after`."
        ),
        auth=Door(),
        docs_url=None,
        urls_namespace="api-1",
    )
    for resource in resources():
        _mount(api, resource)
    api.exception_handler(Refused)(_refused)
    api.exception_handler(AuthenticationError)(_unknown)
    api.exception_handler(ValidationError)(_misunderstood)
    return api


def addresses(api: NinjaAPI) -> tuple[list[URLPattern | URLResolver], str, str]:
    """The API's addresses for Django, each marked open: the token, not the seat, says who may read."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        cast("Any", pattern.callback).policy = None
    return patterns, app, namespace


def _mount(api: NinjaAPI, resource: Resource) -> None:
    paging: Any = create_model(
        f"{resource.filters.__name__}Paging",
        __base__=resource.filters,
        after=(resource.key_type | None, Field(None, description="Go on after the row with this key")),
        limit=(int, Field(50, ge=1, le=MOST, description="How many rows at most")),
    )
    answers: dict[Any, Any] = {401: Trouble, 403: Trouble, 404: Trouble, 422: Trouble}
    page: Any = Page[resource.shape]  # type: ignore[name-defined]

    def rows(request: TokenRequest, asked: Any) -> Any:
        if strange := _strange(request, paging.model_fields):
            return strange
        actor = queries.actor_of(request.auth)
        require(resource.policy(actor))
        wish = asked.model_dump(exclude={"after", "limit"}, exclude_none=True)
        found = resource.rows(actor, **wish).order_by(resource.key)
        if asked.after is not None:
            found = found.filter(**{f"{resource.key}__gt": asked.after})
        read = list(found[: asked.limit + 1])
        shown = read[: asked.limit]
        log_read(actor, request.auth, _place(request), len(shown), _words(request))
        last = getattr(shown[-1], resource.key) if len(read) > len(shown) else None
        return {"rows": resource.told(actor, shown), "next": last}

    def row(request: TokenRequest, key: Any) -> Any:
        if strange := _strange(request, ()):
            return strange
        actor = queries.actor_of(request.auth)
        require(resource.policy(actor))
        found = resource.rows(actor).filter(**{resource.key: key}).first()
        if found is None:
            raise Refused(Denied("There is no such row.", hidden=True))
        log_read(actor, request.auth, request.path, 1)
        return resource.told(actor, [found])[0]

    rows.__annotations__["asked"] = Query[paging]  # type: ignore[misc]
    row.__annotations__["key"] = resource.key_type
    rows.__name__, row.__name__ = f"list_{resource.name}", f"read_{resource.name}"
    api.get(f"/{resource.name}", response={200: page, **answers}, summary=resource.summary, url_name=resource.name)(
        rows
    )
    api.get(
        f"/{resource.name}/{{key}}",
        response={200: resource.shape, **answers},
        summary=f"{resource.summary}: one",
        url_name=f"{resource.name}-one",
    )(row)


def _place(request: HttpRequest) -> str:
    """The address for the log: the names of what it is narrowed by, and of paging also the values."""
    told = [
        f"{name}={value}" if name in PAGING and str(value).isdecimal() else name
        for name, value in sorted(request.GET.items())
    ]
    return f"{request.path}?{'&'.join(told)}" if told else request.path


def _words(request: HttpRequest) -> str:
    """What the program typed beside: the log keeps a digest of it only."""
    return " ".join(f"{name}={value}" for name, value in sorted(request.GET.items()) if name not in PAGING)


def _strange(request: HttpRequest, known: Iterable[str]) -> HttpResponse | None:
    """The answer to filters that do not exist here; none when all do."""
    faults = [
        {"where": name, "what": "There is no such filter here."} for name in request.GET if name not in set(known)
    ]
    return _trouble("Something asked for cannot be understood.", 422, faults) if faults else None


def _trouble(said: str, status: int, faults: list[dict[str, str]] | None = None, **headers: str) -> HttpResponse:
    return JsonResponse({"error": said, "details": faults or []}, status=status, headers=headers)


def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    hidden = refusal.decision.hidden
    said = "There is no such thing here." if hidden else str(refusal.decision.reason)
    return _trouble(said, 404 if hidden else 403)


def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    said = "Give a token that is in force: Authorization: Bearer boso_…"
    return JsonResponse({"error": said, "details": []}, status=401, headers={"WWW-Authenticate": 'Bearer realm="BoSo"'})


def _misunderstood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [
        {"where": ".".join(str(part) for part in fault["loc"][1:]), "what": fault["msg"]} for fault in error.errors
    ]
    return _trouble("Something asked for cannot be understood.", 422, faults)
