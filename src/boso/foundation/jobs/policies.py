"""Who may see and steer jobs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.policies import administers_all
from boso.foundation.jobs.models import Job


def may_manage(actor: Actor, job: Job | None = None) -> Decision:
    """See all jobs, run one again or give it up: the bank's administrator, who runs the installation."""
    if administers_all(actor):
        return ALLOWED
    return Denied(_("This is for the administrator of the installation."), hidden=True)


def may_follow(actor: Actor, job: Job) -> Decision:
    """Follow one job: whoever asked for it, and the administrator of the installation."""
    if actor.user_id is not None and job.asked_by_id == actor.user_id:
        return ALLOWED
    return may_manage(actor, job)
