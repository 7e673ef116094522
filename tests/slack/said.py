"""What the workspace's answers are made of: Slack's errors, and how a call's arguments are read."""

import json
from typing import Any

Payload = dict[str, Any]


class Said(Exception):
    """The answer `ok: false` with this error, and what else stands beside it."""

    def __init__(self, error: str, **beside: object) -> None:
        super().__init__(error)
        self.error = error
        self.beside = beside


class Arguments:
    """A call's arguments, as a form or as JSON."""

    def __init__(self, given: Payload) -> None:
        self.given = given

    def text(self, name: str, *, otherwise: str | None = None) -> str:
        """An argument; raises Said where it is needed and left out."""
        value = self.given.get(name)
        if value in (None, "") and otherwise is None:
            raise Said("invalid_arguments", response_metadata={"messages": [f"[ERROR] missing: {name}"]})
        return str(otherwise if value is None else value)

    def flag(self, name: str) -> bool:
        return self.text(name, otherwise="").lower() in {"true", "1"}

    def number(self, name: str, otherwise: int) -> int:
        try:
            return int(self.text(name, otherwise=str(otherwise)))
        except ValueError:
            raise Said("invalid_arguments") from None

    def nested(self, name: str, error: str = "invalid_arguments") -> Any:  # noqa: ANN401 - JSON
        """An argument that is JSON within a form, or itself within JSON; None where it is left out."""
        value = self.given.get(name)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return json.loads(value)
        except ValueError:
            raise Said(error) from None
