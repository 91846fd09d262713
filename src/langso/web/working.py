"""The worker as pages and operators see it: whether it is there, what waits, and what fell with an earlier one."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from langso.files import is_held

WORKING = "worker.lock"
"""Held in DATA by the worker."""


class WorkerFellError(Exception):
    """The worker ended while it was at the task: by a power cut, for want of memory, or killed."""


@dataclass(frozen=True, slots=True)
class Queue:
    """How many tasks wait and run, how many failed, and how long the oldest has waited, in seconds."""

    waiting: int
    running: int
    failed: int
    oldest: float


def is_there() -> bool:
    """Whether a worker of this machine runs."""
    return is_held(Path(settings.DATA) / WORKING)


def queue() -> Queue:
    """The tasks as they stand now."""
    now = timezone.now()
    ready = DBTaskResult.objects.ready()
    oldest: datetime | None = ready.aggregate(oldest=Min("enqueued_at"))["oldest"]
    return Queue(
        waiting=ready.count(),
        running=DBTaskResult.objects.running().count(),
        failed=DBTaskResult.objects.failed().count(),
        oldest=(now - oldest).total_seconds() if oldest else 0.0,
    )


def worker_name(host: str) -> str:
    """The name under which this process takes tasks."""
    return f"{host[:40]}/{os.getpid()}"


def write_off_what_fell(host: str) -> int:
    """Mark as failed what an earlier worker of this machine was at when it fell; gives how many tasks.

    A change is one transaction, so nothing of them was kept by halves.
    """
    fallen = [t for t in DBTaskResult.objects.running() if (t.worker_ids or [""])[-1].startswith(f"{host[:40]}/")]
    for task in fallen:
        task.set_failed(WorkerFellError("the worker ended while it was at this task"))
    return len(fallen)
