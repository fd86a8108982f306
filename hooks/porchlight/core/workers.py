"""Work on many items side by side, in processes of their own, or one after the other in this one: the same results."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from typing import Any

_given: Any = None
"""In a worker process: what its pool was given once, so that it does not travel with every task."""


def _receive(given: Any) -> None:
    global _given
    _given = given


def _call(task: Callable[[Any, Any], Any], item: Any) -> Any:
    return task(_given, item)


@contextmanager
def _shielded() -> Iterator[None]:
    """Processes that begin in here never see Ctrl-C: one that dies with a queue's lock in its hand leaves the others waiting."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Workers:
    """A pool that is only made where there is work for more than one process.

    Tasks are functions of the installed package; each is called with `given` and an item.
    """

    def __init__(self, given: Any, jobs: int = 0) -> None:
        self.given = given
        self.jobs = jobs or os.cpu_count() or 1
        """Most processes at once."""
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        if self.pool:
            # What is begun ends, a second or two; what waits is dropped.
            self.pool.shutdown(wait=True, cancel_futures=True)

    def _pool(self, items: Sequence) -> ProcessPoolExecutor | None:
        if self.jobs < 2 or len(items) < 2:
            return None
        if self.pool is None:
            # fork keeps what is loaded; where there is none, a spawned worker loads it anew.
            method = "fork" if sys.platform == "linux" else "spawn"
            self.pool = ProcessPoolExecutor(
                self.jobs, multiprocessing.get_context(method), initializer=_receive, initargs=(self.given,)
            )
        return self.pool

    def map(self, task: Callable[[Any, Any], Any], items: Sequence) -> list:
        """The task's results, in the items' order."""
        pool = self._pool(items)
        if pool is None:
            return [task(self.given, item) for item in items]
        with _shielded():
            results = pool.map(partial(_call, task), items)
        return list(results)

    def steps(self, tasks: Sequence[Callable[[Any, Any], Any]], items: Sequence) -> Iterator[Any]:
        """Do every task for every item, each item's in their order; yields an item when its last is done.

        Small tasks fill the gaps that large ones leave at the end, when some processes have nothing more to do.
        """
        pool = self._pool(items)
        if pool is None:
            for item in items:
                for task in tasks:
                    task(self.given, item)
                yield item
            return
        with _shielded():
            waiting: dict[Future, tuple[Any, int]] = {pool.submit(_call, tasks[0], item): (item, 0) for item in items}
        while waiting:
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                item, step = waiting.pop(future)
                future.result()
                if step + 1 < len(tasks):
                    waiting[pool.submit(_call, tasks[step + 1], item)] = (item, step + 1)
                else:
                    yield item
