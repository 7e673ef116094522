"""Files: an address to upload to, then shared into a conversation."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from tests.slack import members
from tests.slack.conversations import Message
from tests.slack.said import Arguments, Payload, Said
from tests.slack.state import State


@dataclass
class Upload:
    """A file, empty until its content arrived; `shared` is where it stands."""

    id: str
    name: str
    alt: str
    length: int
    title: str = ""
    content: bytes | None = None
    shared: list[str] = field(default_factory=list)


class Uploads:
    """files.*; `address` makes a whole address of a file's id."""

    def __init__(self, state: State, address: Callable[[str], str]) -> None:
        self._state = state
        self._address = address
        self._numbers = count(1)
        self.by_id: dict[str, Upload] = {}
        self.methods = {
            "files.completeUploadExternal": self.complete,
            "files.delete": self.delete,
            "files.getUploadURLExternal": self.begin,
        }

    def begin(self, asked: Arguments) -> Payload:
        name, length = asked.text("filename"), asked.number("length", 0)
        if length <= 0:
            raise Said("invalid_arguments")
        number = f"F0{next(self._numbers):06d}"
        self.by_id[number] = Upload(number, name, asked.text("alt_txt", otherwise=""), length)
        return {"upload_url": self._address(number), "file_id": number}

    def take(self, number: str, content: bytes) -> None:
        """The content arrived; raises Said."""
        found = self.by_id.get(number)
        if found is None or len(content) != found.length:
            raise Said("upload_failed")
        found.content = content

    def complete(self, asked: Arguments) -> Payload:
        given = asked.nested("files")
        if not isinstance(given, list) or not given:
            raise Said("invalid_arguments")
        found = [self._arrived(each) for each in given]
        channel = asked.text("channel_id", otherwise="")
        if channel:
            place = self._state.conversations.writable(channel)
            ts = self._state.conversations.next_ts()
            text = asked.text("initial_comment", otherwise="")
            place.messages[ts] = Message(ts, members.BOT_USER, text, files=[each.id for each in found])
            for each in found:
                each.shared.append(place.id)
        return {"files": [{"id": each.id, "title": each.title} for each in found]}

    def delete(self, asked: Arguments) -> Payload:
        if self.by_id.pop(asked.text("file"), None) is None:
            raise Said("file_not_found")
        return {}

    def _arrived(self, given: Payload) -> Upload:
        found = self.by_id.get(str(given.get("id")))
        if found is None or found.content is None:
            raise Said("file_not_found")
        found.title = str(given.get("title") or found.name)
        return found
