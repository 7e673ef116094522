"""A message that was too long is shown whole, to who may read it where it stands."""

from bot.chat import Place, PlaceKind, Press
from tests.bot.desk import MANAGERS, TEAM, Colleague, Desk
from tests.bot.test_managers import three
from tests.bot.test_sharing import two
from tests.bot.test_summary import at

NOWHERE = "That button does not lead anywhere any more"


def show_all(colleague: Colleague, key: str, where: Place) -> None:
    about = {**colleague._when(), "where": where}  # noqa: SLF001 - pressed where the message stands
    colleague.reply = colleague.desk.bot.handle(
        Press(**about, action="message.all", value=key)  # type: ignore[arg-type]
    )


def direct(*colleagues: Colleague) -> Place:
    handles = sorted(each.profile.handle for each in colleagues)
    kind = PlaceKind.PERSON if len(handles) == 1 else PlaceKind.GROUP
    return Place("web", kind, ",".join(handles))


def test_a_colleague_sees_the_whole_of_their_own_message(desk: Desk) -> None:
    two(desk)
    (message,) = desk.amira.waiting()
    show_all(desk.amira, message.key, direct(desk.amira))
    assert desk.amira.card == message.card


def test_a_manager_sees_the_whole_of_a_message_in_their_channel(desk: Desk) -> None:
    three(desk)
    desk.tick(at("2026-11-24"))
    show_all(desk.helen, "summary:2026-11-24", MANAGERS)
    assert desk.helen.card == desk.managers_channel()[-1]


def test_everybody_in_a_conversation_sees_the_whole_of_its_messages(desk: Desk) -> None:
    two(desk)
    desk.priya.press("Talk together")
    show_all(desk.amira, "talk:1", direct(desk.amira, desk.priya))
    assert desk.amira.card.title == "Let's talk about I-0001"
    show_all(desk.david, "talk:1", direct(desk.amira, desk.priya))
    assert desk.david.card.title == NOWHERE


def test_a_worker_in_the_managers_channel_is_refused(desk: Desk) -> None:
    three(desk)
    show_all(desk.amira, "shared:1", MANAGERS)
    assert desk.amira.card.title == "Only a manager can do this"


def test_a_message_elsewhere_is_not_shown(desk: Desk) -> None:
    three(desk)
    (message,) = desk.amira.waiting()
    show_all(desk.amira, "shared:1", TEAM)
    assert desk.amira.card.title == NOWHERE
    show_all(desk.amira, "shared:1", direct(desk.amira))
    assert desk.amira.card.title == NOWHERE
    show_all(desk.priya, message.key, direct(desk.amira))
    assert desk.priya.card.title == NOWHERE
    show_all(desk.helen, message.key, MANAGERS)
    assert desk.helen.card.title == NOWHERE


def test_showing_the_whole_changes_nothing(desk: Desk) -> None:
    three(desk)
    before = desk.outbox()
    show_all(desk.helen, "shared:1", MANAGERS)
    assert desk.outbox() == before
