from django_tasks.backends.dummy import DummyBackend as QueueBackend  # replaced by the queue

__all__ = ["QueueBackend"]
