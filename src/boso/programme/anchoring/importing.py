"""The sheets that bring in what the report says about scope, anchoring and who takes part."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.exchange import sheets
from boso.foundation.exchange.imports import Context, ImportKind
from boso.foundation.exchange.sheets import Column, Row
from boso.programme.anchoring.models import (
    ActorGroup,
    Degree,
    Involvement,
    InvolvementPhase,
    Mention,
    Place,
    PlanDocument,
    ScopeEntry,
    ScopeKind,
    Standing,
)
from boso.programme.partnership import policies
from boso.programme.partnership.fact_sheets import fact_sheet
from boso.programme.partnership.models import Participation

_WHOSE = Column("participant", sheets.slug, help="Empty: the five together, or one of them that is not named")
_AS_OF = Column("as_of", sheets.text_up_to(20), empty="")


def _words(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("nb", "nn", "en")}


def _participant(row: Row, context: Context) -> int | None:
    """The participant a row names; none where it names nobody, a fault where there is none."""
    if not row["participant"]:
        return None
    known: dict[str, int] = context.memo.get("anchoring") or dict(Participation.objects.values_list("slug", "pk"))
    context.memo["anchoring"] = known
    if row["participant"] not in known:
        context.problem(
            row, "participant", _("There is no «%(name)s».") % {"name": row["participant"]},
            _("Bring in the participants first."),
        )  # fmt: skip
    return known.get(row["participant"])


SCOPE = fact_sheet(
    "scope",
    (
        _WHOSE,
        Column("kind", sheets.choice(*ScopeKind.values), required=True),
        *(Column(name, sheets.text_up_to(200), required=True) for name in ("name_nb", "name_nn", "name_en")),
        Column("place", sheets.choice(*Place.values), required=True),
        _AS_OF,
    ),
    lambda row: {
        "topic": "scope", "subject": row["participant"] or "programme", "attribute": row["kind"], "value": row["place"],
        "as_of": row["as_of"],
    },
    model=ScopeEntry,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], "participation_id": _participant(row, context),
        **{name: row[name] for name in ("kind", "name_nb", "name_nn", "name_en", "place", "as_of")}, **_words(row),
    },
)  # fmt: skip

MENTIONS = fact_sheet(
    "mentions",
    (
        _WHOSE,
        Column("document", sheets.choice(*PlanDocument.values), required=True),
        Column("standing", sheets.choice(*Standing.values), required=True),
        _AS_OF,
    ),
    lambda row: {
        "topic": "anchoring", "subject": row["participant"] or "programme", "attribute": row["document"],
        "value": row["standing"], "as_of": row["as_of"],
    },
    model=Mention,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], "participation_id": _participant(row, context),
        **{name: row[name] for name in ("document", "standing", "as_of")}, **_words(row),
    },
)  # fmt: skip

INVOLVEMENT = fact_sheet(
    "involvement",
    (
        _WHOSE,
        Column("group", sheets.choice(*ActorGroup.values), required=True),
        Column("phase", sheets.choice(*InvolvementPhase.values), required=True),
        Column("degree", sheets.choice(*Degree.values), required=True),
        _AS_OF,
    ),
    lambda row: {
        "topic": "involvement", "subject": row["participant"] or "programme",
        "attribute": f"{row['group']}.{row['phase']}", "value": row["degree"], "as_of": row["as_of"],
    },
    model=Involvement,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], "participation_id": _participant(row, context),
        **{name: row[name] for name in ("group", "phase", "degree", "as_of")}, **_words(row),
    },
)  # fmt: skip

REMARKS = fact_sheet(
    "anchoring_remarks",
    (
        Column("topic", sheets.choice("anchoring", "scope", "involvement", "organisation"), required=True),
        Column("subject", sheets.slug, required=True),
        Column("property", sheets.text_up_to(60), required=True),
        Column("value", sheets.text_up_to(300), empty=""),
    ),
    lambda row: {
        "topic": row["topic"], "subject": row["subject"], "attribute": row["property"], "value": row["value"],
    },
)  # fmt: skip

ANCHORING_IMPORT = ImportKind(
    name="anchoring",
    label=gettext_lazy("Scope, anchoring and who takes part, from the report"),
    sheets=(SCOPE, MENTIONS, INVOLVEMENT, REMARKS),
    policy=policies.may_import,
)
