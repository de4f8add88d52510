"""Whether this web server can answer: for load balancers and for the launcher."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse

from boso.foundation.web.pages import public


@public
def healthy(request: HttpRequest) -> HttpResponse:
    """200 and `ok` when the database answers; says nothing else to anybody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
