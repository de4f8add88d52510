"""What awards and requests are called on the screen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from boso.core.values.numbers import kroner
from boso.programme.grants.models import Award, PaymentRequest


def award_title(award: Award) -> str:
    """Award of 1 500 000 kr for 2011."""
    words = {"amount": kroner(award.amount), "year": award.year}
    if award.work_year is not None:
        return _("Award of %(amount)s for work in %(year)s") % words
    return _("Award of %(amount)s, %(year)s") % words


def payment_title(payment: PaymentRequest) -> str:
    """Payment of 400 000 kr for 2011."""
    return _("Payment of %(amount)s for work in %(year)s") % {
        "amount": kroner(payment.amount),
        "year": payment.work_year,
    }


def payment_period(payment: PaymentRequest) -> str:
    """From 01.01.2011 to 30.06.2011."""
    return _("From %(start)s to %(end)s.") % {
        "start": f"{payment.period_start:%d.%m.%Y}",
        "end": f"{payment.period_end:%d.%m.%Y}",
    }
