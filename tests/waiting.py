"""Waiting for what goes on elsewhere: in another thread, in another process."""

import threading
from collections.abc import Callable

LONGEST = 10.0
OFTEN = 0.005


def until(happened: Callable[[], object]) -> None:
    """Wait until it has happened."""
    pause = threading.Event()
    for _ in range(int(LONGEST / OFTEN)):
        if happened():
            return
        pause.wait(OFTEN)
    raise AssertionError("it did not happen")
