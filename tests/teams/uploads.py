"""Files in somebody's own folder: an address once they agree, then all of the content in one piece."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from aiohttp import web

from tests.teams.answers import Refused


@dataclass
class Upload:
    """A file that somebody agreed to, empty until its content arrived."""

    id: str
    name: str
    length: int
    owner: str
    content: bytes | None = None


class Uploads:
    """`address` makes a whole address of a file's id."""

    def __init__(self, address: Callable[[str], str]) -> None:
        self._address = address
        self._numbers = count(1)
        self.by_id: dict[str, Upload] = {}

    def begin(self, owner: str, name: str, length: int) -> dict[str, Any]:
        """What the bot is told once somebody agrees to a file."""
        number = f"file-{next(self._numbers):06d}"
        self.by_id[number] = Upload(number, name, length, owner)
        address = self._address(number)
        told = {"contentUrl": address, "name": name, "uploadUrl": address, "uniqueId": number}
        return told | {"fileType": name.rpartition(".")[2]}

    def take(self, number: str, content: bytes, content_range: str) -> web.Response:
        """The content arrives; raises Refused unless all of it does, and says so."""
        found = self.by_id.get(number)
        if found is None:
            raise Refused(404, "itemNotFound", "The upload session was not found.")
        if content_range != f"bytes 0-{len(content) - 1}/{len(content)}" or len(content) != found.length:
            raise Refused(416, "invalidRange", "The byte range is not satisfiable.")
        found.content = content
        return web.json_response({"id": number, "name": found.name, "size": found.length}, status=201)

    def of(self, owner: str) -> list[Upload]:
        """Somebody's files that arrived, oldest first."""
        return [each for each in self.by_id.values() if each.owner == owner and each.content is not None]
