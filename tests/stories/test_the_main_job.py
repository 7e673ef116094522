"""A parent, three workers, one issue: reported, shared, settled, summarised."""

from tests.office import MANAGERS, Colleague, Office, labels, words

PHONE = "07700 900321"


def test_the_form_needs_two_fields_and_one_click(service: Office) -> None:
    form = service.amira.types("/incident").form
    required = [each["name"] for each in (*form["fields"], *form["more"]) if each["required"]]
    assert required == ["customer", "issue"]
    service.amira.submits("report.file", customer="Priscilla Okafor", issue="Plan is late")
    assert service.amira.title == "Saved as R-00001"


def test_words_after_the_command_become_the_issue(service: Office) -> None:
    form = service.amira.types("/contact Draft plan is three weeks late").form
    assert {f["name"]: f.get("value") for f in form["fields"]}["issue"] == "Draft plan is three weeks late"


def test_three_workers_hold_one_issue_and_the_managers_name_who_replies(service: Office) -> None:
    amira, priya, david, grace = service.amira, service.priya, service.david, service.grace
    amira.reports("Priscilla Okafor", "Section F provision not delivered", phone=PHONE, child="Tobi")
    assert "No colleague has logged this issue" in amira.reads_answer()

    priya.reports(
        "Mrs P. Okafor", "No TA since half term, plan says 25 hours", phone="+44 7700 900321", child="Tobi O"
    )
    settle(priya)
    assert priya.title == "Colleagues are on this too"
    assert "Amira Khan" in priya.reads_answer()
    assert "The same mobile number" in priya.reads_answer()

    david.reports(
        "Okafor, Priscilla", "Teaching assistant missing, Section F", phone="07700900321", child="Tobi"
    )
    settle(david)
    assert david.title == "Colleagues are on this too"
    assert {"Amira Khan", "Priya Shah"} <= names_in(david.card)

    for colleague in (amira, priya, david):
        assert "3 colleagues hold the same issue" in words(colleague.message("issue:1/"))
    card = grace.message("shared:", MANAGERS)
    assert "3 colleagues hold one issue" in words(card)
    assert "Look closer" not in labels(card)

    grace.presses_on("shared:", "Name who replies", MANAGERS)
    owner = next(o["key"] for o in grace.form["fields"][0]["options"] if o["label"] == "Priya Shah")
    grace.fills_in(owner=owner)

    assert "PS, since Mon 23 Nov 09:00, named by GM" in words(grace.message("shared:", MANAGERS))
    assert grace.message("shared:", MANAGERS)["edited"]
    assert "You, since Mon 23 Nov 09:00, named by GM" in words(priya.message("issue:1/"))
    for colleague in (amira, david):
        assert "PS, since Mon 23 Nov 09:00" in words(colleague.message("issue:1/"))


def test_the_next_morning_shows_the_summary_once(service: Office) -> None:
    service.amira.reports("Rosa Lindqvist", "Mediation certificate")
    service.priya.reports(
        "Anna Petrova", "Rude on the phone", concerns=["remarks_to_staff"], details="Called us useless"
    )
    service.at("2026-11-24 08:29")
    assert not service.grace.messages(MANAGERS)
    service.at("2026-11-24 08:30")
    service.at("2026-11-24 08:31")
    said = words(service.grace.message("summary:2026-11-24", MANAGERS))
    assert "Summary for Tuesday 24 November 2026" in said
    assert "1 ordinary contact, 1 incident" in said


def test_a_colleague_takes_it_and_everybody_sees_who_replies(service: Office) -> None:
    shared_issue(service)
    service.priya.presses("I'll reply")
    assert "Who replies: you." in service.priya.reads_answer()
    assert "PS, since Mon 23 Nov 09:00" in words(service.amira.message("issue:1/"))
    assert "I'll reply instead" in labels(service.amira.message("issue:1/"))


def test_who_presses_second_is_told_who_was_first(service: Office) -> None:
    shared_issue(service)
    old = service.amira.message("issue:1/")
    service.priya.presses("I'll reply")
    late = next(b for b in old["card"]["parts"] if b["type"] == "buttons")["shown"][0]
    service.amira.presses_button(late)
    assert service.amira.title == "I-0001: somebody was faster"
    assert "Priya Shah replies, since today 09:00." in service.amira.reads_answer()


def test_what_was_linked_wrongly_is_undone(service: Office) -> None:
    shared_issue(service)
    service.priya.presses("Not the same person")
    assert service.priya.title == "Saved as R-00002"
    assert "no longer on this together" in words(service.amira.message("issue:1/"))
    service.priya.presses("Undo")
    assert service.priya.title == "Colleagues are on this too"


def test_the_text_opens_for_colleagues_on_the_issue_and_nobody_else(service: Office) -> None:
    shared_issue(service)
    show = service.amira.message("issue:1/")
    assert "Nobody collected" not in words(show)
    service.amira.presses_on("issue:1/", "Show")
    assert "Nobody collected Tobi" in service.amira.reads_answer()
    service.david.presses_raw("issue.show", "1:0:0:2:0")
    assert service.david.title == "This is not yours to open or change"


def shared_issue(service: Office) -> None:
    """Amira and Priya hold one issue; Priya has the answer before her."""
    details = "Nobody collected Tobi this morning"
    service.amira.reports(
        "Priscilla Okafor", "Taxi does not come", phone=PHONE, child="Tobi", details=details
    )
    service.priya.reports("Mrs Okafor", "School transport again", phone=PHONE, child="Tobi")
    settle(service.priya)


def settle(colleague: Colleague) -> None:
    """Say that it is the same issue, where the bot asks."""
    if "Same issue" in labels(colleague.seen):
        colleague.presses("Same issue")


def names_in(card: dict[str, object]) -> set[str]:
    """Who holds the issue, from the card's facts."""
    parts = card["parts"]
    assert isinstance(parts, list)
    return {pair[0] for part in parts if part["type"] == "facts" for pair in part["pairs"]}
