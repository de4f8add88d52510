"""What the pages of leases show, ready for the template."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boso.casework.households.cards import HouseholdCard
from boso.casework.tenancies.models import Tenancy
from boso.casework.tenancies.queries_due import Due, Rules, Sum
from boso.casework.tenancies.terms import request_months
from boso.core.tenure import lease
from boso.core.values.numbers import kroner

#: What each kind is called as a heading, and where its section is on the page.
TITLES: dict[str, str | Promise] = {
    Due.OVER: gettext_lazy("Over, and nobody has asked the tenant to move"),
    Due.SOON: gettext_lazy("Ends within half a year"),
    Due.ASKED: gettext_lazy("Asked to move, and still there"),
    Due.DEPOSIT: gettext_lazy("Deposit lacking"),
    Due.WITHOUT_END: gettext_lazy("Without end now"),
}
EXPLAINED: dict[str, str | Promise] = {
    Due.OVER: gettext_lazy(
        "Send a written request to move by the day that stands first, or the lease goes on without end "
        "(husleieloven § 9-2). Or give a new lease."
    ),
    Due.SOON: gettext_lazy("Find out whether the household may stay, and give a new lease in good time."),
    Due.ASKED: gettext_lazy("The request was in time. Write down when the keys are handed in, or give a new lease."),
    Due.DEPOSIT: gettext_lazy("Less is paid or guaranteed than the lease says."),
    Due.WITHOUT_END: gettext_lazy(
        "The time for asking ran out. The lease is ended by notice now. Write it down as without end."
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One lease in a list. by: the day that decides. name: whose it is, empty where that may not be told here."""

    tenancy: Tenancy
    name: str
    may_open: bool
    by: dt.date | None
    when: str
    late: bool
    lacking: str


def lines(kind: str, tenancies: Iterable[Tenancy], cards: dict[int, HouseholdCard], rules: Rules) -> list[Line]:
    """The leases as lines; names of protected households stand in no list."""
    return [_line(kind, tenancy, cards, rules) for tenancy in tenancies]


def _line(kind: str, tenancy: Tenancy, cards: dict[int, HouseholdCard], rules: Rules) -> Line:
    card = cards.get(tenancy.household_id or 0)
    by, when, late = _deadline(kind, tenancy, rules)
    lacking = tenancy.deposit_agreed - tenancy.deposit_paid - tenancy.guarantee
    return Line(
        tenancy=tenancy,
        name=card.name if card is not None and not card.is_protected else "",
        may_open=card is not None or tenancy.household_id is None,
        by=by,
        when=when,
        late=late,
        lacking=kroner(lacking) if lacking > 0 else "",
    )


def _deadline(kind: str, tenancy: Tenancy, rules: Rules) -> tuple[dt.date | None, str, bool]:
    """The day that decides, how far off it is in words, and whether it is pressing."""
    if kind == Due.DEPOSIT or tenancy.ends is None:
        days = (rules.today - tenancy.starts).days
        return (
            tenancy.starts,
            ngettext("moved in %(days)d day ago", "moved in %(days)d days ago", days) % {"days": days},
            False,
        )
    if kind == Due.OVER:
        by = lease.last_day_to_request(tenancy.ends, request_months(rules.today))
        left = (by - rules.today).days
        words = ngettext("%(days)d day left", "%(days)d days left", left) % {"days": left}
        return by, _("last day today") if left == 0 else words, tenancy.ends <= rules.first_warning
    if kind == Due.SOON:
        left = (tenancy.ends - rules.today).days
        words = ngettext("in %(days)d day", "in %(days)d days", left) % {"days": left}
        return tenancy.ends, _("ends today") if left == 0 else words, left <= 30
    gone = (rules.today - tenancy.ends).days
    words = ngettext("over for %(days)d day", "over for %(days)d days", gone) % {"days": gone}
    if kind == Due.WITHOUT_END:
        return lease.without_end_from(tenancy.ends, request_months(rules.today)), words, False
    return tenancy.move_out_requested_on, words, True


def sentence(sums: dict[str, Sum], rules: Rules, empty: int) -> str:
    """The most urgent thing first."""
    over, soon = sums[Due.OVER], sums[Due.SOON]
    told = []
    if over.count and over.earliest is not None:
        by = lease.last_day_to_request(over.earliest, request_months(rules.today))
        told.append(
            ngettext(
                "%(count)d lease is over and nobody has asked the tenant to move. The last day is %(day)s.",
                "%(count)d leases are over and nobody has asked the tenants to move. The first must be asked by "
                "%(day)s.",
                over.count,
            )
            % {"count": over.count, "day": f"{by:%d.%m.%Y}"}
        )
    if soon.count:
        told.append(
            ngettext("%(count)d lease ends within half a year.", "%(count)d leases end within half a year.", soon.count)
            % {"count": soon.count}
        )
    if empty and not over.count:
        told.append(
            ngettext("%(count)d dwelling stands empty.", "%(count)d dwellings stand empty.", empty) % {"count": empty}
        )
    return " ".join(told) or _("Nothing is pressing today.")


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the page."""

    kind: str
    title: str | Promise
    explained: str | Promise
    count: int
    lines: Sequence[Line]

    @property
    def more(self) -> int:
        """How many are not shown here."""
        return self.count - len(self.lines)


def standing(tenancy: Tenancy, today: dt.date) -> tuple[str, str]:
    """Where a lease stands, in words and colour."""
    if tenancy.ended_on is not None:
        if tenancy.ended_on > today:
            return _("Ends %(day)s") % {"day": f"{tenancy.ended_on:%d.%m.%Y}"}, "warning"
        return _("Ended"), "neutral"
    if tenancy.starts > today:
        return _("Begins %(day)s") % {"day": f"{tenancy.starts:%d.%m.%Y}"}, "rav"
    if tenancy.notice_given_on is not None:
        return _("Under notice"), "warning"
    if tenancy.ends is not None and tenancy.ends < today:
        return _("Term is over"), "danger"
    return _("Runs"), "furu"
