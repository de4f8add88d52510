"""The queue as a backend of django-tasks: named in the settings, used through `task.enqueue`."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from boso.foundation.jobs import actions, queries
from boso.foundation.jobs.models import Job, State
from boso.foundation.jobs.queue import QueueTask

STATUS = {
    State.READY: TaskResultStatus.READY,
    State.RUNNING: TaskResultStatus.RUNNING,
    State.DONE: TaskResultStatus.SUCCESSFUL,
    State.FAILED: TaskResultStatus.FAILED,
}


class QueueBackend(BaseTaskBackend):
    """Jobs in the application's own database, in the same transaction as the act that asks for them."""

    task_class = QueueTask
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Write the job. With a key that stands already, give that job."""
        self.validate_task(task)
        now = timezone.now()
        wishes = cast("QueueTask[Any, Any]", task)
        job = actions.enqueue(
            Job(
                task=task.module_path,
                args=normalize_json(list(args)),
                kwargs=normalize_json(dict(kwargs)),
                queue=task.queue_name,
                priority=task.priority,
                run_after=task.run_after or now,
                enqueued_at=now,
                max_attempts=wishes.max_attempts,
                asked_by_id=wishes.asked_by,
                key=wishes.key,
                link=wishes.link,
                periodic=wishes.by_clock,
            )
        )
        return result_of(job, task)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """How the job stands now.

        Raises TaskResultDoesNotExist when there is no such job.
        """
        try:
            job = queries.stored(uuid.UUID(result_id))
        except (ValueError, ValidationError, Job.DoesNotExist):
            raise TaskResultDoesNotExist(result_id) from None
        return result_of(job, import_string(job.task))


def result_of(job: Job, task: Task[Any, Any]) -> TaskResult[Any]:
    """A job as django-tasks speaks of it."""
    result: TaskResult[Any] = TaskResult(
        task=task,
        id=str(job.pk),
        status=STATUS[State(job.state)],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.attempted_at,
        args=job.args,
        kwargs=job.kwargs,
        backend=task.backend,
        errors=[TaskError(exception_class_path=job.error_class, traceback=job.error)] if job.error_class else [],
        worker_ids=list(job.workers),
    )
    object.__setattr__(result, "_return_value", job.result)
    return result
