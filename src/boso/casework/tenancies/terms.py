"""What the law says of the terms of a lease, asked before it is written down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from boso.casework.tenancies.models import Ground
from boso.core.law.parameters import value
from boso.core.tenure import lease
from boso.core.values.numbers import kroner
from boso.foundation.access.decisions import NotNow

AREA = "tenancy"


def require_lawful(terms: Mapping[str, Any]) -> None:
    """Raises NotNow when the term is too short for its ground, § 11-1 was not told in writing, or the deposit and
    guarantee are more than the law allows.
    """
    starts, ends = terms["starts"], terms.get("ends")
    if ends is not None and ends < starts:
        raise NotNow(_("The last day lies before the first."))
    if terms.get("ground") == Ground.SPECIAL_11_1 and not terms.get("informed_in_writing"):
        raise NotNow(
            _("A lease on husleieloven § 11-1 needs that the tenant was told in writing, before or when signing.")
        )
    if ends is not None and terms.get("ground") == Ground.ORDINARY:
        years = value(AREA, "lease.shortest_years", starts)
        if ends < lease.shortest_end(starts, years):
            raise NotNow(
                _(
                    "An ordinary lease lasts at least %(years)s years (husleieloven § 9-3). Write a later last day, or "
                    "choose husleieloven § 11-1."
                )
                % {"years": years}
            )
    require_security(terms)


def require_security(terms: Mapping[str, Any]) -> None:
    """Raises NotNow when deposit and guarantee together are more than so many months' rent."""
    rent = terms.get("rent")
    if rent is None:
        return
    agreed = max(terms.get("deposit_agreed") or Decimal(0), terms.get("deposit_paid") or Decimal(0))
    asked = agreed + (terms.get("guarantee") or Decimal(0))
    months = value(AREA, "deposit.most_months", terms["starts"])
    most = lease.most_security(Decimal(rent), months)
    if asked > most:
        raise NotNow(
            _(
                "Deposit and guarantee are %(asked)s together. The law allows at most %(months)s months' rent, "
                "%(most)s (husleieloven § 3-5)."
            )
            % {"asked": kroner(asked), "months": months, "most": kroner(most)}
        )


def request_months(on: dt.date) -> int:
    """How many months after the term there are for asking the tenant to move."""
    return int(value(AREA, "lease.move_out_request_months", on))


def require_request_in_time(ends: dt.date | None, on: dt.date) -> None:
    """Raises NotNow when a written request to move has no effect that day."""
    if ends is None:
        raise NotNow(_("The lease has no end. Give notice instead."))
    if on <= ends:
        raise NotNow(
            _("The term lasts until %(day)s. The request to move is sent when it is over.")
            % {"day": f"{ends:%d.%m.%Y}"}
        )
    last = lease.last_day_to_request(ends, request_months(on))
    if on > last:
        raise NotNow(
            _("The last day for asking was %(day)s. The lease now has no end, and is ended by notice.")
            % {"day": f"{last:%d.%m.%Y}"}
        )
