"""`manage.py worker`: the old name of `manage.py run_worker`."""

from .run_worker import Command

__all__ = ["Command"]
