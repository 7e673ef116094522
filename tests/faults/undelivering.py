"""`evenhand serve` whose delivery loop ends by a fault once it is at work: `python -m tests.faults.undelivering serve`."""

import asyncio
import io
import sys

from bot.__main__ import main


class _Faulty(io.TextIOWrapper):
    """Standard output; when the service says there that it answers, the delivery of messages is cut off."""

    def write(self, said: str) -> int:
        for task in asyncio.all_tasks() if _at_work() else ():
            if getattr(task.get_coro(), "__qualname__", "") == "DeliveryLoop.run":
                task.cancel()
        return super().write(said)


def _at_work() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


if __name__ == "__main__":
    sys.stdout = _Faulty(sys.stdout.buffer, write_through=True)
    main()
