"""Dialogs and homes: who has which open, the triggers that open them, and the hashes that guard a redraw."""

from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count

from tests.slack import elements, members
from tests.slack.elements import Typed
from tests.slack.said import Arguments, Payload, Said
from tests.slack.state import State

TRIGGER_LASTS = 3.0
DEEPEST = 3


@dataclass
class Dialog:
    """An open dialog (or a home): what the app drew, what was typed, what is wrong beside which block."""

    id: str
    user: str
    view: Payload
    hash: str
    root: str
    previous: str | None = None
    typed: Typed = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def shape(self) -> Payload:
        """The view as Slack sends it along."""
        drawn = deepcopy(self.view)
        filled = {"private_metadata": "", "callback_id": "", "external_id": "", "submit": None, "close": None}
        kept = {
            "id": self.id,
            "team_id": members.TEAM_ID,
            "app_id": members.APP_ID,
            "app_installed_team_id": members.TEAM_ID,
            "bot_id": members.BOT_ID,
            "hash": self.hash,
            "root_view_id": self.root,
            "previous_view_id": self.previous,
            "state": elements.state(self.view, self.typed),
        }
        return filled | drawn | kept


@dataclass
class _Trigger:
    user: str
    until: float
    used: bool = False


class Dialogs:
    """views.*, and what a client does to a dialog by itself."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._numbers = count(1)
        self._triggers: dict[str, _Trigger] = {}
        self.stacks: dict[str, list[Dialog]] = {}
        self.homes: dict[str, Dialog] = {}
        self.methods = {
            "views.open": self.open,
            "views.publish": self.publish,
            "views.push": self.push,
            "views.update": self.update,
        }

    def trigger(self, user: str, name: str = "") -> str:
        """A trigger that opens a dialog for this person once, soon; one of the same name is the same, as old as it is."""
        named = f"{members.TEAM_ID}.{name or next(self._numbers)}.{user}"
        lasts = self._state.hands() + TRIGGER_LASTS
        self._triggers.setdefault(named, _Trigger(user, lasts))
        return named

    def top(self, user: str) -> Dialog | None:
        """The dialog that this person has before them."""
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def find(self, view_id: str) -> Dialog | None:
        """An open dialog or a home."""
        shown = [each for stack in self.stacks.values() for each in stack]
        return next((each for each in (*shown, *self.homes.values()) if each.id == view_id), None)

    def open(self, asked: Arguments) -> Payload:
        user = self._spend(asked.text("trigger_id"))
        return self._answer(self.begin(user, self._checked(asked, "modal")))

    def push(self, asked: Arguments) -> Payload:
        user = self._spend(asked.text("trigger_id"))
        return self._answer(self.put_on_top(user, self._checked(asked, "modal")))

    def update(self, asked: Arguments) -> Payload:
        view_id, external = asked.text("view_id", otherwise=""), asked.text("external_id", otherwise="")
        found = self.find(view_id) if view_id else self._by_external_id(external)
        if found is None:
            raise Said("not_found")
        self._same(found, asked)
        self.redraw(found, self._checked(asked, found.view["type"]))
        return self._answer(found)

    def publish(self, asked: Arguments) -> Payload:
        user = asked.text("user_id")
        if user not in self._state.people:
            raise Said("invalid_arguments")
        view, known = self._checked(asked, "home"), self.homes.get(user)
        if known is None:
            known = self._new(user, view)
            self.homes[user] = known
        else:
            self._same(known, asked)
            known.typed, known.view = elements.after_update(view, known.view, known.typed), view
            known.hash = self._hash()
        self._state.show(user, "home", known.id)
        return self._answer(known)

    def begin(self, user: str, view: Payload) -> Dialog:
        """Open a dialog, whatever was open before."""
        self.stacks[user] = []
        return self.put_on_top(user, view)

    def put_on_top(self, user: str, view: Payload) -> Dialog:
        """Open a dialog over the one that is open; raises Said where three are."""
        stack = self.stacks.setdefault(user, [])
        if len(stack) >= DEEPEST:
            raise Said("push_limit_reached")
        opened = self._new(user, view)
        if stack:
            opened.root, opened.previous = stack[0].root, stack[-1].id
        stack.append(opened)
        self._state.show(user, "view", opened.id)
        return opened

    def redraw(self, dialog: Dialog, view: Payload) -> None:
        """Show this in an open dialog; what was typed stays where its input stays."""
        dialog.typed = elements.after_update(view, dialog.view, dialog.typed)
        dialog.view, dialog.errors, dialog.hash = view, {}, self._hash()
        self._state.show(dialog.user, "view", dialog.id)

    def close(self, dialog: Dialog) -> None:
        """Close one dialog; the one below it is before the person again."""
        self.stacks[dialog.user].remove(dialog)

    def examined(self, view: Payload, kind: str) -> Payload:
        """A view as Slack takes it: checked, and every block with an id; raises Said."""
        if view.get("type") != kind:
            raise Said("invalid_arguments", response_metadata={"messages": [f"[ERROR] type is not {kind}"]})
        self._state.examine(view, "invalid_arguments")
        return view | {"blocks": self._state.named(view.get("blocks") or [])}

    def _checked(self, asked: Arguments, kind: str) -> Payload:
        view = asked.nested("view")
        if not isinstance(view, dict):
            raise Said("invalid_arguments")
        return self.examined(view, kind)

    def _spend(self, trigger_id: str) -> str:
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise Said("invalid_trigger_id")
        if self._state.hands() > trigger.until:
            raise Said("expired_trigger_id")
        if trigger.used:
            raise Said("exchanged_trigger_id")
        trigger.used = True
        return trigger.user

    def _same(self, dialog: Dialog, asked: Arguments) -> None:
        """Raises Said where the app redraws what it has not seen."""
        if asked.text("hash", otherwise=dialog.hash) != dialog.hash:
            raise Said("hash_conflict")

    def _by_external_id(self, external: str) -> Dialog | None:
        opened = [each for stack in self.stacks.values() for each in stack]
        return next((d for d in opened if external and d.view.get("external_id") == external), None)

    def _new(self, user: str, view: Payload) -> Dialog:
        number = f"V0{next(self._numbers):08d}"
        return Dialog(number, user, view, self._hash(), number, typed=elements.beginning(view))

    def _hash(self) -> str:
        return f"1795424400.{next(self._numbers):08d}"

    def _answer(self, dialog: Dialog) -> Payload:
        return {"view": dialog.shape()}
