"""The queue: jobs, the workers that take them, and when each periodic job was last put in."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a job stands."""

    READY = "ready", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class Job(models.Model):
    """One piece of work for a worker.

    A worker holds it by a lease that it prolongs while it works. When the lease runs out the worker is dead and
    another takes the job, so a job runs at least once: whatever it does must bear being done again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(max_length=200, help_text="Where the task stands in the code")
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    queue = models.CharField(max_length=40, default="default")
    priority = models.SmallIntegerField(default=0, help_text="-100 to 100, the highest first")
    state = models.CharField(_("State"), max_length=8, choices=State.choices, default=State.READY)
    attempts = models.PositiveSmallIntegerField(_("Attempts"), default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, help_text="Held by the worker until then; only while running")
    worker = models.UUIDField(null=True, help_text="Who holds it or held it last")
    workers = models.JSONField(default=list, help_text="Who took it, one for each attempt")
    error_class = models.CharField(max_length=200, blank=True)
    error = models.CharField(_("What went wrong"), max_length=500, blank=True)
    result = models.JSONField(null=True)
    done = models.PositiveBigIntegerField(default=0, help_text="Progress: so many")
    total = models.PositiveBigIntegerField(default=0, help_text="Progress: of so many; 0 is not known")
    words = models.CharField(max_length=300, blank=True, help_text="Progress: what it is doing, or what came of it")
    link = models.CharField(max_length=300, blank=True, help_text="Where to go when it is done")
    key = models.CharField(max_length=200, blank=True, help_text="One job ever with this key")
    periodic = models.BooleanField(default=False, help_text="Put in by the clock")
    asked_by = models.ForeignKey("access.User", on_delete=models.SET_NULL, null=True, related_name="+")
    enqueued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    attempted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("job")
        ordering = ["-enqueued_at", "-id"]
        indexes = [
            models.Index(
                fields=["state", "-priority", "run_after"],
                condition=Q(state__in=["ready", "running"]),
                name="job_not_finished",
            ),
            models.Index(fields=["-enqueued_at", "-id"], name="job_newest"),
            models.Index(fields=["state", "finished_at"], name="job_by_end"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="job_key_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(lease_until__isnull=False, worker__isnull=False),
                name="job_running_is_held",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.state}"


class Worker(models.Model):
    """A process that runs jobs, and when it was last alive."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    host = models.CharField(max_length=200)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["started_at"]

    def __str__(self) -> str:
        return f"{self.host} {self.pid}"


class Periodic(models.Model):
    """When a periodic job was last put into the queue: the beginning of that slot of time."""

    name = models.CharField(max_length=200, primary_key=True)
    last_slot = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
