"""Work on many items side by side, in processes of their own, or one after the other in this one: the same results."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from typing import Any


class Workers:
    """A pool that is only made where there is work for more than one process. Tasks are functions of the installed package."""

    def __init__(self, jobs: int = 0) -> None:
        self.jobs = jobs or os.cpu_count() or 1
        """Most processes at once."""
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        if self.pool:
            self.pool.shutdown(wait=kind is None, cancel_futures=True)

    def _pool(self, items: Sequence) -> ProcessPoolExecutor | None:
        if self.jobs < 2 or len(items) < 2:
            return None
        if self.pool is None:
            # fork keeps what is loaded; where there is none, a spawned worker loads it anew.
            method = "fork" if sys.platform == "linux" else "spawn"
            self.pool = ProcessPoolExecutor(self.jobs, mp_context=multiprocessing.get_context(method))
        return self.pool

    def map(self, task: Callable[[Any], Any], items: Sequence) -> list:
        """The task's results, in the items' order."""
        pool = self._pool(items)
        return list(pool.map(task, items)) if pool else [task(item) for item in items]

    def steps(self, tasks: Sequence[Callable[[Any], Any]], items: Sequence) -> Iterator[Any]:
        """Do every task for every item, each item's in their order; yields an item when its last is done.

        Small tasks fill the gaps that large ones leave at the end, when some processes have nothing more to do.
        """
        pool = self._pool(items)
        if pool is None:
            for item in items:
                for task in tasks:
                    task(item)
                yield item
            return
        waiting: dict[Future, tuple[Any, int]] = {pool.submit(tasks[0], item): (item, 0) for item in items}
        while waiting:
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                item, step = waiting.pop(future)
                future.result()
                if step + 1 < len(tasks):
                    waiting[pool.submit(tasks[step + 1], item)] = (item, step + 1)
                else:
                    yield item
