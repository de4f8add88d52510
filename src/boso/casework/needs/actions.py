"""Everything that can be done with a mapping: one function per act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.households.models import Household
from boso.casework.needs import actions_chain, filling, policies, queries, states
from boso.casework.needs.models import Campaign, CampaignTarget, MainGround, Mapping, MappingState, TargetState, Why
from boso.casework.needs.sealing import MappingWords, seal, words_of
from boso.core.needs import grounds, situation
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.audit.actions import log_act
from boso.foundation.organisations.models import Organisation, Unit
from boso.foundation.questionnaires import actions as form_actions
from boso.foundation.questionnaires.models import FormVersion, Purpose
from boso.foundation.vault.queries import keyring
from boso.foundation.workflow.actions import act, perform, save

BATCH = 2000


@dataclass(frozen=True, slots=True)
class NewMapping:
    """A mapping to be brought in among many, done already: columns by name (see `Mapping`) and words."""

    household: Household
    unit_id: int
    mapped_on: dt.date
    fields: Map[str, Any] = field(default_factory=dict)
    words: MappingWords = field(default_factory=MappingWords)
    mapped_by_id: int | None = None


def install_form() -> FormVersion:
    """Put the built-in form in force; when it stands already, nothing happens."""
    return form_actions.install_builtin(SYSTEM, filling.SLUG, Purpose.MAPPING, filling.sheets())


def begin(
    actor: Actor,
    household: Household,
    unit_id: int,
    *,
    on: dt.date | None = None,
    campaign: Campaign | None = None,
    form: FormVersion | None = None,
) -> Mapping:
    """Begin a mapping for a unit of the actor, or give the one the unit has begun already.

    form: the municipality's own where it has one, else the built-in one, unless said.

    Raises Refused for whoever does not work with the household, NotNow for a strange unit or a day to come.
    """
    require(policies.may_map(actor, household))
    _require_unit(actor, household, unit_id)
    day = on or timezone.localdate()
    _require_day(day)
    standing = Mapping.objects.filter(
        household=household, unit=unit_id, state=MappingState.DRAFT, corrects__isnull=True
    ).first()
    if standing is not None:
        return standing
    asked = form or queries.forms_for(actor, household.organisation_id).first() or install_form()
    mapping = Mapping(household=household, unit_id=unit_id, mapped_on=day, campaign=campaign, form=asked)
    return _begun(actor, mapping, "mapping.begin")


def fill(
    actor: Actor, mapping: Mapping, answers: Map[str, Any], *, reasons: Map[str, str] | None = None,
    language: str = "",
) -> Mapping:  # fmt: skip
    """Keep the answers given so far, as they are, right or wrong. reasons, language: as a draft of the form has them.

    Raises Refused when the actor may not, or the mapping is done.
    """
    require(policies.may_fill(actor, mapping))
    words = replace(
        words_of(mapping), answers=filling.without_known(answers), reasons=reasons or {}, language=language,
        saved_at=timezone.now().isoformat(),
    )  # fmt: skip
    return save(actor, "mapping.fill", mapping, {"sealed": seal(mapping, words)}, mapping.organisation_id)


def redate(actor: Actor, mapping: Mapping, on: dt.date) -> Mapping:
    """Say that a mapping that is begun is of another day.

    Raises Refused when the actor may not, NotNow for a day to come.
    """
    require(policies.may_fill(actor, mapping))
    _require_day(on)
    return save(actor, "mapping.fill", mapping, {"mapped_on": on}, mapping.organisation_id)


def finish(actor: Actor, mapping: Mapping) -> Mapping:
    """The mapping is done: its answers become columns, and it holds until a later one says otherwise.

    Raises Refused when the actor may not, NotNow when an answer lacks or is wrong.
    """
    require(policies.may_fill(actor, mapping))
    words = words_of(mapping)
    persons = queries.composition(actor, mapping.household, mapping.mapped_on)
    size = filling.size_of(persons, mapping.mapped_on)
    standing = filling.standing(mapping, words.answers, size)
    if not standing.complete():
        raise NotNow(_("Some questions are not answered yet."))
    answers = filling.without_known(standing.answers())
    kept = replace(
        words, answers=answers, override=str(answers.get("size_why") or ""), note=str(answers.get("note") or "")
    )
    fields = {
        **filling.columns(answers, size),
        **filling.counts(persons),
        "sealed": seal(mapping, kept),
        "mapped_by_id": actor.user_id,
        "done_at": timezone.now(),
    }
    with transaction.atomic():
        if mapping.corrects is not None:
            perform(actor, mapping.corrects, states.MAPPING, "correct", organisation_id=mapping.organisation_id)
        perform(actor, mapping, states.MAPPING, "finish", organisation_id=mapping.organisation_id, fields=fields)
        _follow(actor, mapping)
    return mapping


def discard(actor: Actor, mapping: Mapping) -> None:
    """Throw away a mapping that is begun; a household in a campaign is then not begun again.

    Raises Refused when the actor may not, or it is done.
    """
    require(policies.may_fill(actor, mapping))
    with transaction.atomic():
        _targets(mapping).update(state=TargetState.NOT_BEGUN, mapping=None)
        with act(actor, "mapping.discard", mapping, organisation_id=mapping.organisation_id):
            mapping.delete()


def correct(actor: Actor, mapping: Mapping, because: str, words: str = "") -> Mapping:
    """Begin the correction of a mapping that is done: a draft with its answers, of the same day and unit.

    The old one stands as it was until the new is finished. A correction begun already is given again.
    Raises Refused when the actor may not or it is corrected already, NotNow for a reason that is none.
    """
    require(policies.may_correct(actor, mapping))
    if because not in Why.values or (because == Why.OTHER and not words.strip()):
        raise NotNow(_("Say why, in a few words. The reason follows the case."))
    standing = Mapping.objects.filter(corrects=mapping).first()
    if standing is not None:
        return standing
    new = Mapping(
        household=mapping.household,
        unit=mapping.unit,
        mapped_on=mapping.mapped_on,
        campaign=mapping.campaign,
        corrects=mapping,
        form=mapping.form or install_form(),
        corrected_because=because,
    )
    old = words_of(mapping)
    new.sealed = seal(new, MappingWords(answers=old.answers, correction=words.strip()))
    return _begun(actor, new, "mapping.begin")


def record(
    actor: Actor, household: Household, unit_id: int, fields: Map[str, Any], *, on: dt.date | None = None,
    words: MappingWords | None = None,
) -> Mapping:  # fmt: skip
    """Record a mapping that is done, by its columns, without the form.

    Raises Refused for whoever does not work with the household, NotNow for a strange unit or a day to come.
    """
    require(policies.may_map(actor, household))
    _require_unit(actor, household, unit_id)
    day = on or timezone.localdate()
    _require_day(day)
    new = _built(NewMapping(household, unit_id, day, fields, words or MappingWords(), actor.user_id))
    _require_sense(new)
    new.sealed = seal(new, words or MappingWords())
    with transaction.atomic():
        with act(actor, "mapping.record", new, organisation_id=household.organisation_id):
            new.save()
        _follow(actor, new)
    return new


def register_many(actor: Actor, organisation_id: int, rows: Iterable[NewMapping]) -> list[Mapping]:
    """Many mappings at once, done already, for imports and synthesis: all or none, in one line of the log.

    Raises Refused for anybody but BoSo itself, NotNow for a household or a unit of another organisation.
    """
    require(policies.may_bring_in(actor))
    told = list(rows)
    organisation = Organisation.objects.get(pk=organisation_id)
    strange = any(row.household.organisation_id != organisation_id for row in told)
    units = {row.unit_id for row in told}
    if strange or Unit.objects.filter(pk__in=units, organisation=organisation_id).count() != len(units):
        raise NotNow(_("That unit belongs to another organisation."))
    made: list[Mapping] = []
    with transaction.atomic():
        for start in range(0, len(told), BATCH):
            made += _batch(told[start : start + BATCH])
        actions_chain.mend({row.household_id for row in made})
        log_act(actor, "mapping.bring_in", organisation, organisation_id=organisation_id)
    return made


def _batch(told: Sequence[NewMapping]) -> list[Mapping]:
    ring = keyring(row.household.key_id for row in told if row.words.values())
    rows = []
    for row in told:
        mapping = _built(row)
        if row.words.values():
            mapping.sealed = ring.seal(row.household.key_id, row.words.values())
        rows.append(mapping)
    return Mapping.objects.bulk_create(rows, batch_size=500)


def _built(row: NewMapping) -> Mapping:
    """A mapping that is done, not written yet. What its fields do not say is not known."""
    fields = dict(row.fields)
    known = [str(fields.get(name, "unknown")) for name in ("without_own", "at_risk", "unsuitable")]
    fields.setdefault("situation", situation.gravest(*known))
    now = timezone.now()
    return Mapping(
        organisation_id=row.household.organisation_id,
        household=row.household,
        unit_id=row.unit_id,
        mapped_on=row.mapped_on,
        mapped_by_id=row.mapped_by_id,
        state=MappingState.DONE,
        begun_at=now,
        done_at=now,
        invented=row.household.invented,
        **fields,
    )


def _begun(actor: Actor, mapping: Mapping, verb: str) -> Mapping:
    mapping.organisation_id = mapping.household.organisation_id
    mapping.invented = mapping.household.invented
    mapping.begun_at = timezone.now()
    mapping.mapped_by_id = actor.user_id
    with transaction.atomic():
        with act(actor, verb, mapping, organisation_id=mapping.organisation_id):
            mapping.save()
        form_actions.record_use(actor, mapping.form or install_form(), mapping.organisation_id, Purpose.MAPPING)
        _targets(mapping).filter(state=TargetState.NOT_BEGUN).update(
            state=TargetState.UNDER_WAY, mapping=mapping, changed_at=mapping.begun_at, changed_by_id=actor.user_id
        )
    return mapping


def _follow(actor: Actor, mapping: Mapping) -> None:
    """What follows from a mapping that is done: which one holds, and how campaigns stand."""
    actions_chain.mend({mapping.household_id})
    _targets(mapping).update(
        state=TargetState.DONE, mapping=mapping, changed_at=timezone.now(), changed_by_id=actor.user_id
    )
    mapping.refresh_from_db(fields=["holds_until"])


def _targets(mapping: Mapping) -> Any:
    """The household in campaigns that are under way, where the mapping is of their time."""
    return CampaignTarget.objects.filter(
        campaign__state="running", campaign__starts__lte=mapping.mapped_on, household=mapping.household_id
    )


def _require_unit(actor: Actor, household: Household, unit_id: int) -> None:
    """The unit is the household's organisation's, and one of the actor's own. Raises NotNow."""
    if unit_id not in queries.units_that_map(actor, household):
        raise NotNow(_("Map for a unit you work in that works with the household."))


def _require_day(day: dt.date) -> None:
    if day > timezone.localdate():
        raise NotNow(_("A mapping is of today or of a day that has been."))


def _require_sense(mapping: Mapping) -> None:
    """What is said can be true together, and the ground is one of that day's. Raises NotNow."""
    told = (mapping.without_own, mapping.at_risk, mapping.unsuitable, mapping.homeless)
    if next(situation.contradictions(*told), None) is not None:
        raise NotNow(_("What is said of how they live cannot be true together."))
    if mapping.main_ground not in (MainGround.UNKNOWN, *grounds.codes(mapping.mapped_on)):
        raise NotNow(_("KOSTRA did not have that main ground on that day."))
