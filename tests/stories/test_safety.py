"""A threat at ten in the evening: all managers at once, again until one has it, and somebody who checks in."""

from tests.office import MANAGERS, Office, labels, words

SAID = "I know where you park your car"


def managers_have_opened_evenhand(service: Office) -> None:
    """Nothing reaches anybody whom Evenhand has never seen."""
    for manager in (service.grace, service.owen):
        manager.types("/incident help")


def test_a_threat_after_hours_reaches_every_manager_until_one_has_it(service: Office) -> None:
    service.at("2026-11-28 22:00")
    amira, grace, owen = service.amira, service.grace, service.owen
    managers_have_opened_evenhand(service)
    amira.types("/incident safety")
    assert "Someone in danger now? Call 999 first." in words(amira.form)
    amira.fills_in(said=SAID, danger="to_staff")
    assert amira.title == "S-0001: all managers are told"
    for manager in (grace, owen):
        assert "A threat to staff." in words(manager.message("safety:1"))
    channel = words(grace.message("safety:1", MANAGERS))
    assert "S-0001" in channel
    assert "AK" not in channel

    service.at("2026-11-28 22:14")
    assert "S-0001: safety" in words(owen.message("safety:1"))
    service.at("2026-11-28 22:15")
    assert "nobody has taken this yet" in words(owen.message("safety:1/2"))
    assert "nobody has answered yet" in words(amira.message("raised:1"))

    owen.presses_on("safety:1/2", "I've got this")
    assert SAID in owen.reads_answer()
    assert "A threat to staff." in owen.reads_answer()  # "to me" is what whoever raised it chose
    assert "Owen Price has this" in words(grace.message("safety:1/2"))
    assert "I've got this" not in labels(grace.message("safety:1", MANAGERS))
    service.at("2026-11-28 22:30")
    assert [m["key"] for m in grace.messages() if m["key"].startswith("safety:1")] == [
        "safety:1/1",
        "safety:1/2",
    ]

    amira.presses_on("raised:1/taken", "Yes, please")
    assert "AK would like somebody to check in with them" in words(owen.message("check_in:1"))


def test_a_remark_that_was_a_threat_is_raised_from_the_reports_answer(service: Office) -> None:
    managers_have_opened_evenhand(service)
    service.amira.reports(
        "Priscilla Okafor", "Rings about the plan", concerns=["remarks_to_staff"], details=SAID
    )
    service.amira.presses("This was a threat")
    assert SAID in [field["value"] for field in service.amira.form["fields"]]
    service.amira.fills_in()
    assert service.amira.title == "S-0001: all managers are told"
    service.grace.presses_on("safety:1", "Read what happened")
    assert SAID in service.grace.reads_answer()
    assert "Priscilla Okafor" in service.grace.reads_answer()
