"""A whole story leaves a chain that holds, and nothing private where it does not belong."""

from datetime import datetime

from storage import audit
from storage.tables import AuditEntry, Message
from tests.bot.desk import Desk
from tests.bot.reading import labels
from tests.bot.test_doors import everything

SENTINELS = {
    "name": "Zebedee Quillfeather",
    "other name": "Zeb Quillfeather",
    "relationship": "great-aunt",
    "phone": "07700 900777",
    "email": "zebedee.q@example.org",
    "case": "HA-777-XQ",
    "child": "Marigold",
    "issue": "Hippogriff transport refused",
    "details": "Said xylophone twice",
    "promise": "Send the walrus leaflet",
    "adjustment": "Only write in turquoise",
    "reasons": "Because of the platypus",
    "answer": "Ocelots first please",
    "word": "Described the narwhal",
}


def story(desk: Desk) -> None:
    """Everything that can be typed, typed; every decision, taken."""
    s = SENTINELS
    contact = {"phone": s["phone"], "email": s["email"], "case_ref": s["case"], "child": s["child"]}
    more = {"details": s["details"], "promised": s["promise"], "adjustment": s["adjustment"]}
    desk.amira.file(f"{s['name']} ({s['relationship']})", s["issue"], **contact, **more, concerns=("other",))
    desk.amira.press("Talked about how they contact us")
    desk.amira.submit(explained=s["word"], view=s["word"], trying=s["word"], adjustment=s["adjustment"])
    for colleague in (desk.priya, desk.david):
        colleague.file(s["other name"], s["issue"], **contact, **more)
    desk.priya.press("Show")
    desk.priya.command(f"check {s['name']}")
    desk.david.press("I'll reply")
    desk.david.press("Undo")
    desk.david.press("Talk together")
    desk.david.press("Ask a manager", desk.david.message)
    desk.david.submit(reasons=s["reasons"])
    desk.helen.press("Read the request", desk.managers_channel()[-1])
    desk.helen.press("No case needed", desk.managers_channel()[-1])
    desk.helen.submit(reasons=s["answer"])
    desk.david.press("Read why", desk.david.message)
    shared = next(card for card in desk.managers_channel() if "Name who replies" in labels(card))
    desk.helen.press("Look closer", shared)
    desk.helen.press("No action needed", shared)
    desk.helen.submit(reasons=s["reasons"])
    desk.amira.command("mine")
    desk.amira.press("Correct")
    desk.amira.submit(issue=s["issue"] + " again", details=s["details"])
    desk.priya.command("mine")
    desk.priya.press("Withdraw")
    desk.priya.submit(reasons=s["reasons"])
    desk.david.file(s["other name"], s["issue"], **contact)
    desk.david.press("Not the same person")
    desk.amira.command("away")
    desk.amira.submit(until="2026-11-25", cover=str(desk.priya.person.staff_id))
    desk.tick(datetime.fromisoformat("2026-11-24T08:30+00:00"))
    desk.tick(datetime.fromisoformat("2026-11-25T08:30+00:00"))


def test_after_a_whole_story_the_chain_holds(desk_anywhere: Desk) -> None:
    story(desk_anywhere)
    assert desk_anywhere.store.read(audit.verify) is None
    actions = {entry.action for entry in desk_anywhere.rows(AuditEntry)}
    assert actions >= {
        "report.file",
        "report.correct",
        "report.withdraw",
        "word.note",
        "issue.show",
        "issue.take",
        "issue.undo",
        "issue.dismiss",
        "customer.check",
        "customer.separate",
        "colleagues.talk",
        "case.suggest",
        "case.refuse",
        "case.open",
        "away.set",
    }


def test_the_audit_can_confirm_what_was_written_without_holding_it(desk: Desk) -> None:
    story(desk)
    filed = next(entry for entry in desk.rows(AuditEntry) if entry.action == "report.file")

    def confirmed(text: str) -> bool:
        return desk.store.read(lambda db: audit.confirms(db, filed.id or 0, "details", text))

    assert confirmed(SENTINELS["details"])
    assert not confirmed("Something else")


def test_the_story_is_on_file(desk: Desk) -> None:
    story(desk)
    on_file = str(everything(desk))
    assert [name for name, text in SENTINELS.items() if text not in on_file] == []


def test_no_name_contact_or_free_text_is_in_the_audit_or_in_any_message(desk: Desk) -> None:
    story(desk)
    texts = {
        "audit": [repr(e) for e in desk.rows(AuditEntry)],
        "outbox": [m.card for m in desk.rows(Message)],
    }
    words = {part for text in SENTINELS.values() for part in (text, *text.split()) if len(part) > 6}
    assert len(texts["outbox"]) > 5
    for where, found in texts.items():
        for text in found:
            assert [word for word in words if word.lower() in text.lower()] == [], where


def test_messages_name_colleagues_by_initials(desk: Desk) -> None:
    story(desk)
    cards = [message.card for message in desk.rows(Message)]
    assert any("AK" in card for card in cards)
    for name in ("Amira", "Priya", "David", "Khan", "Shah", "Reed"):
        assert not any(name in card for card in cards)


def test_shared_messages_go_only_to_staff_and_managers(desk: Desk) -> None:
    story(desk)
    places = {(message.kind, message.target) for message in desk.rows(Message)}
    assert places <= {
        ("person", "amira"),
        ("person", "priya"),
        ("person", "david"),
        ("channel", "managers"),
        ("group", "amira,david,priya"),
    }
