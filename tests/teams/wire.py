"""Teams' activities on their way to the bot: an answer that Teams would not take is an assertion error at the very press."""

from typing import Any

from tests.teams import activities
from tests.teams.conversations import Conversation, Message
from tests.teams.line import Answer, Line
from tests.teams.members import Member
from tests.teams.signing import Wrong
from tests.teams.tenant import Tenant
from tests.teams.valid import assert_answer

Payload = dict[str, Any]


class Wire:
    """Sends activities over one line."""

    def __init__(self, tenant: Tenant, port: int) -> None:
        self._tenant = tenant
        self.line = Line(port, None if tenant.anonymous else tenant.issuer)

    def post(self, activity: Payload, wrong: Wrong = Wrong.NOTHING) -> Answer:
        """An activity as it is; the answer unexamined."""
        return self.line.post(activity, wrong)

    def invoke(self, base: Payload, name: str, value: Payload, on: Message | None, delivery: str) -> Answer:
        """What waits for an answer; `delivery` is the activity's id, its own where it is empty."""
        sent = activities.invoke(base, name, value, on) | ({"id": delivery} if delivery else {})
        answer = self.line.post(sent)
        self._tenant.sent(f"answer {name} {base['from']['id']}", answer.body or {})
        assert_answer(name, answer.status, answer.body)
        assert not answer.body or answer.content_type == "application/json", answer.content_type
        return answer

    def delivered(self, sent: Payload) -> None:
        """What waits for none."""
        answer = self.line.post(sent)
        assert answer.status in {200, 201, 202}, (sent["type"], answer.status, answer.body)

    def base(self, who: Member, place: Conversation, thread: str = "") -> Payload:
        """What every activity says of who acted where."""
        return activities.common(who, place, self._tenant.service_url, thread)

    def place_of(self, message: Message) -> Conversation:
        """Where a message stands."""
        places = self._tenant.conversations.by_id.values()
        return next(each for each in places if each.messages.get(message.id) is message)
