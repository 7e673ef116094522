"""What a feature works with while one event is handled."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.cards import Card, Form
from bot.chat import Person, Role
from bot.policy import Policy
from bot.settings import Service
from storage import Db


@dataclass(frozen=True)
class Context:
    """One event's transaction, who acts, when (UTC), and the service's rules.

    `repeated`: a platform delivered a look a second time; it is answered again and recorded once.
    `perhaps_lived`: this may have happened once before already, and be forgotten since a backup was restored: what it
    says may be shown. `looked`: how many customers the actor looked up in this hour, this time included; 0 where this is
    no look-up.
    """

    db: Db
    who: Person
    when: datetime
    policy: Policy
    service: Service
    repeated: bool = False
    perhaps_lived: bool = False
    looked: int = 0

    @property
    def today(self) -> date:
        """The service's day."""
        return self.service.work.day(self.when)

    @property
    def manages(self) -> bool:
        """Whether the actor is a manager."""
        return self.who.role is Role.MANAGER


class Refused(Exception):
    """The event can't be done; the card says why and what to do instead. Nothing is kept."""

    def __init__(self, card: Card) -> None:
        super().__init__()
        self.card = card


class Corrected(Exception):
    """The form can't be saved yet; it comes back filled, with what is wrong beside each field.

    `opened`: the customer whose details the form shows, by number; 0 where it shows nobody's.
    """

    def __init__(self, form: Form, opened: int = 0) -> None:
        super().__init__()
        self.form = form
        self.opened = opened
