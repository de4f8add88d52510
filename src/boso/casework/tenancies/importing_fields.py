"""The four columns that Kobo adds to a dwelling: who rents it, from when, until when."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.casework.dwellings.importing_cells import some_yes_no
from boso.core.values import national_id
from boso.foundation.exchange.sheets import BadCell, Column, date

LEASE = gettext_lazy("The lease")


def tenant(cell: str) -> str:
    """A national id of eleven digits. The first nought that Excel has eaten is put back; the number is never quoted.

    Raises BadCell for anything else.
    """
    digits = national_id.compact(cell)
    if len(digits) == national_id.LENGTH - 1 and digits.isdecimal():
        digits = f"0{digits}"
    if not national_id.looks_like(digits):
        raise BadCell(_("The cell is not a national id."), _("Write eleven digits, or leave the cell empty."))
    return digits


def _column(name: str, parse: object, label: object, *words: str, private: bool = False) -> Column:
    return Column(name, parse, label=label, group=LEASE, words=words, private=private)  # type: ignore[arg-type]


COLUMNS = (
    _column("tenant", tenant, gettext_lazy("The tenant's national id"), "hovedsoker", "hovedsøker", "leietaker fnr",
            "fødselsnummer", "fodselsnummer", "fnr", "personnummer", private=True),
    _column("without_end", some_yes_no, gettext_lazy("The lease has no end"), "leieforholdertidsubegrenset",
            "tidsubegrenset", "tidsubestemt"),
    _column("starts", date, gettext_lazy("The lease begins"), "leieforholdstartdato", "startdato", "innflyttet",
            "innflytting", "leie fra", "kontrakt fra"),
    _column("ends", date, gettext_lazy("The lease ends"), "leieforholdsluttdato", "sluttdato", "leie til",
            "kontrakt til", "utløpsdato"),
)  # fmt: skip
