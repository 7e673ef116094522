"""What was remembered last, by name, and never more than so much: what is forgotten costs a repetition, nothing else."""

from collections import UserDict
from typing import TypeVar

Value = TypeVar("Value")

MOST = 1000


class Recent(UserDict[str, Value]):
    """A dictionary of the names that were set last."""

    def __setitem__(self, name: str, value: Value) -> None:
        self.data.pop(name, None)
        self.data[name] = value
        while len(self.data) > MOST:
            del self.data[next(iter(self.data))]
