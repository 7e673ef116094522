"""The crew in Teams: over signed activities, whatever breaks meanwhile."""

import http.client
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from http import HTTPStatus
from random import Random
from typing import Any

from adapters.teams import ids
from tests.faults.crew import Colleague, Ledger, Unheard, tries
from tests.teams import cards, reading
from tests.teams.client import Client
from tests.teams.conversations import Message as Said
from tests.teams.issuer import Issuer
from tests.teams.line import Answer, Line
from tests.teams.members import Member
from tests.teams.seen import Dialog
from tests.teams.signing import Wrong
from tests.teams.tenant import Tenant
from tests.teams.valid import assert_answer

Payload = dict[str, Any]
LOST = 0.1
"""Which share of the answers nobody hears, though a server gave them."""


class Balanced(Line):
    """A line to whichever replica is up, as a load balancer gives it.

    What gets no answer that counts goes again, the very same activity, as Teams does it; some answers are lost on their
    way. `sent` is the newest.
    """

    def __init__(
        self, ports: Callable[[], list[int]], issuer: Issuer, random: Random, ledger: Ledger
    ) -> None:
        super().__init__(0, issuer)
        self._ports = ports
        self._random = random
        self._ledger = ledger
        self._pause = threading.Event()
        self.sent: Payload = {}

    def post(self, activity: Payload, wrong: Wrong = Wrong.NOTHING) -> Answer:
        self.sent = activity
        for _ in tries():
            try:
                return self._once(activity, wrong)
            except Unheard:
                self._pause.wait(0.1)
        raise Unheard

    def _once(self, activity: Payload, wrong: Wrong) -> Answer:
        ports = self._ports()
        try:
            if not ports:
                raise ConnectionError
            self.port = self._random.choice(ports)
            answer = super().post(activity, wrong)
        except (OSError, http.client.HTTPException):
            self._ledger.unheard += 1
            raise Unheard from None
        self._ledger.statuses[answer.status] += 1
        if answer.status != HTTPStatus.OK:
            raise Unheard
        if self._random.random() < LOST:
            self._ledger.unheard += 1
            raise Unheard
        return answer


@dataclass
class Before:
    """What somebody has before them: a dialog or a message; `typed` is what they fill in there."""

    spot: Dialog | Said
    who: Member
    typed: Payload = field(default_factory=dict)

    @property
    def card(self) -> Payload:
        """The card that stands there."""
        return self.spot.card if isinstance(self.spot, Dialog) else self.spot.seen_by(self.who)[0]

    @property
    def words(self) -> str:
        """Everything that is to be read there, in one line."""
        return self.spot.words if isinstance(self.spot, Dialog) else self.spot.read_by(self.who)


class TeamsColleague(Colleague[Before]):
    """One person in Teams, who opens the form by a typed word or by the command beside the line to write on."""

    def __init__(self, opened: Tenant, who: Member, line: Balanced, random: Random, ledger: Ledger) -> None:
        super().__init__(who.handle, random, ledger)
        self._tenant = opened
        self._who = who
        self._line = line
        self._chat = opened.personal(who)
        self._client = Client(opened, 0)
        self._client.line = line

    def fills_in(self, mark: str, customer: str, topic: str) -> Before:
        typed = {"customer": customer, "issue": topic, "details": f"mark {mark} ends"}
        for _ in tries():
            before = Before(self._opened(), self._who, typed)
            if self._is_answered(before, ids.LOOK, "") and self.asks(before):
                return before
        raise AssertionError("no form ever stayed")

    def submits(self, shown: Before, delivery: str) -> bool:
        return self._is_answered(shown, "report.file", delivery)

    def settles(self, shown: Before, mark: str) -> bool:
        if not _buttons(shown.card, "issue.take"):
            return False
        self._presses(shown, "issue.take", f"{mark}-take")
        for delivery in (f"{mark}-take", f"{mark}-click"):
            answer = self._line.post({**self._line.sent, "id": delivery})
            assert_answer(self._line.sent["name"], answer.status, answer.body)
        return True

    def reference(self, shown: Before) -> int:
        """What is worth knowing names other reports, beside a form that is not saved."""
        return 0 if self.asks(shown) else super().reference(shown)

    def reads(self, shown: Before) -> str:
        return shown.words

    def asks(self, shown: Before) -> bool:
        return reading.asks(shown.card)

    def _opened(self) -> Dialog | Said:
        for _ in tries():
            opens = self.random.choice((self._by_word, self._in_dialog))
            if found := opens():
                return found
            self.pause.wait(0.1)
        raise AssertionError("no form ever opened")

    def _by_word(self) -> Said | None:
        """Type the word; the form comes as a message, or not."""
        known = set(self._chat.messages)
        self._client.say(self._who, "incident")
        self.until(lambda: self._forms(known), 3.0)
        return next(iter(self._forms(known)), None)

    def _in_dialog(self) -> Dialog | None:
        seen = self._client.extension(self._who, "report.file")
        return seen if isinstance(seen, Dialog) and reading.asks(seen.card) else None

    def _is_answered(self, before: Before, action: str, delivery: str) -> bool:
        """Press this button, and wait for what comes of it where that takes long."""
        known = set(self._chat.messages)
        self._presses(before, action, delivery)
        apart = isinstance(before.spot, Dialog)
        return self.until(lambda: not self._saving(before) or (apart and self._told_apart(before, known)))

    def _presses(self, before: Before, action: str, delivery: str) -> None:
        """Press this button; what stands there then."""
        button = _buttons(before.card, action)[0]
        typed = {
            each["id"]: before.typed[each["id"]]
            for each in cards.inputs(before.card)
            if each["id"] in before.typed
        }
        seen = self._client.press(self._who, before.spot, button, typed, delivery=delivery)
        if isinstance(seen, Dialog | Said):
            before.spot = seen

    def _saving(self, shown: Before) -> bool:
        return "Saving…" in shown.words

    def _told_apart(self, shown: Before, known: Collection[str]) -> bool:
        """Whether an answer came in the chat that the dialog could not wait for; it stands before them then."""
        said = [each for each in self._answers(known) if shown.typed["details"] in each.read_by(self._who)]
        if said:
            shown.spot = said[0]
        return bool(said)

    def _forms(self, known: Collection[str]) -> list[Said]:
        return [each for each in self._answers(known) if reading.asks(each.cards[0])]

    def _answers(self, known: Collection[str]) -> list[Said]:
        """What the bot said since in their own chat, but for messages of the outbox."""
        new = (said for said in self._tenant.from_bot(self._chat) if said.id not in known)
        return [said for said in new if said.cards and not keys(said)]


def keys(said: Said) -> set[str]:
    """What the buttons of a message say that it is durably known by."""
    buttons = [button for card in said.cards for button in cards.actions(card)]
    return {button["data"][ids.KEY] for button in buttons if ids.KEY in (button.get("data") or {})}


def _buttons(card: Payload, action: str) -> list[Payload]:
    found = cards.actions(card)
    return [each for each in found if action in (each.get("verb"), (each.get("data") or {}).get(ids.ACTION))]
