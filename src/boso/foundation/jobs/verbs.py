"""What the acts on jobs are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register({"job.run_again": _("Ran a job again"), "job.give_up": _("Gave a job up")})

register_things(
    {
        "jobs.job": _("Job"),
    }
)
