"""The main job and the walk up to an approved restriction, in Microsoft's own client, against `evenhand serve`."""

import re

import pytest
from playwright.sync_api import expect

from tests.playground.office import Office

CONCERN = "Called several times about the same issue, asking different advisers"
NOTHING = "Checked, nothing in their favour"
ANSWERS = {
    "Did we handle it properly?": "Speaks for the customer",
    "Was what we said clear and on time?": NOTHING,
    "Did they bring something new that matters?": NOTHING,
    "Are these genuine, ongoing or several problems?": NOTHING,
    "Would another route serve them better?": NOTHING,
    "Do circumstances, a disability": NOTHING,
    "Were adjustments asked for or offered?": NOTHING,
    "Was a meeting or mediation offered?": NOTHING,
    "Is the evidence dated and specific?": NOTHING,
    "Did we think of equality": NOTHING,
}
"""What the manager chooses in the fairness check."""


@pytest.mark.timeout(600)
def test_from_a_report_to_an_approved_restriction(office: Office) -> None:
    office.sits("owen")
    three_hear_of_the_same(office)
    a_colleague_checks_and_takes_it(office)
    case = a_manager_looks_closer(office)
    the_fairness_check(office, case)
    the_conversation(office, case)
    somebody_else_decides(office, case)
    every_card_shows_how_it_stands(office, case)
    the_day_is_summed_up(office, case)


def three_hear_of_the_same(office: Office) -> None:
    told = (
        ("amira", "Noor Haddad", "Section F provision not delivered"),
        ("priya", "Mrs N. Haddad", "No TA for Sami since half term, Section F provision"),
        ("david", "Haddad, Noor", "Section F provision still not delivered"),
    )
    for number, (handle, customer, issue) in enumerate(told):
        somebody = office.sits(handle)
        somebody.presses("Log a communication")
        form = somebody.card("Customer (needed)")
        somebody.fills(form, customer=customer, issue=issue)
        if handle == "amira":
            somebody.picture("teams-report", form)
        somebody.unfolds("More: concerns, promise, contact details", form)
        somebody.fills(form, phone="07700 900777", child="Sami")
        form.get_by_text(CONCERN).click()
        somebody.presses("Save", form)
        if number:
            answer = somebody.card("Copy for our case system")
            expect(answer).to_contain_text("Colleagues are on this too")
            expect(answer).to_contain_text("Amira Khan")
            if handle == "priya":
                somebody.picture("teams-colleagues-are-on-this-too", answer)
        else:
            somebody.card("No colleague has logged this issue")


def a_colleague_checks_and_takes_it(office: Office) -> None:
    """Everybody's message is edited in place: there is still one of it."""
    priya, amira = office.sits("priya"), office.sits("amira")
    priya.says("check Haddad")
    priya.card("Section F provision not delivered")
    amira.presses("I'll reply", amira.card("DC, PS, AK"))
    for somebody in (amira, priya, office.sits("david")):
        held = somebody.page.locator(".ac-adaptiveCard", has_text="DC, PS, AK")
        expect(held).to_have_count(1)
        expect(held).to_contain_text(re.compile("Who replies.*(AK|You), since"))


def a_manager_looks_closer(office: Office) -> str:
    """Open a case; gives its reference."""
    grace = office.sits("grace")
    grace.goes_to("Managers")
    card = grace.card("3 colleagues hold one issue")
    expect(card).to_contain_text("AK, since")
    grace.picture("teams-managers")
    grace.presses("Look closer", card)
    grace.goes_to("Personal Chat")
    opened = grace.card("considering")
    found = re.search(r"M-\d{4}", opened.inner_text())
    assert found
    return found[0]


def the_fairness_check(office: Office, case: str) -> None:
    grace = office.sits("grace")
    grace.presses("Fairness check", grace.card(case))
    form = grace.card("Keep and show again")
    for label, answer in ANSWERS.items():
        grace.chooses(form, label, answer)
    grace.chooses(form, "Result", "Raise it with the customer")
    grace.presses("Keep and show again", form)
    form = grace.card("Who speaks")
    grace.chooses(form, "Who speaks with the customer?", "Amira Khan")
    grace.chooses(form, "How?", "Telephone call")
    grace.fills(form, note="We did not ring back twice.")
    grace.presses("Save", form)
    grace.card("Next: AK speaks with the customer by")


def the_conversation(office: Office, case: str) -> None:
    amira = office.sits("amira")
    amira.presses("Note how it went", amira.card("Please speak with this customer"))
    form = amira.card("How did it go?")
    amira.chooses(form, "How", "Telephone call")
    amira.fills(
        form,
        explained="Each of us starts again; that makes answers slower",
        view="She is worried, and was promised a call that never came",
    )
    amira.chooses(form, "How did it end?", "We agreed on something")
    amira.presses("Save", form)
    amira.presses("Propose a restriction", amira.card("You spoke with the customer"))
    form = amira.card("Which restriction?")
    amira.chooses(form, "Which restriction?", "A single point of contact")
    amira.presses("Keep and show again", form)
    form = amira.card("Their point of contact")
    amira.chooses(form, "Their point of contact", "Amira Khan")
    amira.chooses(form, "Who deputises", "Priya Shah")
    amira.chooses(form, "Did the customer agree?", "Agreed with the customer")
    amira.fills(
        form,
        reasons="Three of us answered the same question in one morning.",
        proportionate="A word was had; the calls went on.",
    )
    amira.presses("Propose", form)
    amira.card(f"{case}/1: A single point of contact")


def somebody_else_decides(office: Office, case: str) -> None:
    owen = office.sits("owen")
    owen.presses("Look and decide", owen.card("You are asked to decide"))
    form = owen.card(f"Decide on {case}/1")
    owen.fills(form, agree_because="Agreed with her, and she still reaches us.")
    owen.picture("teams-decide", form)
    owen.presses("Approve", form)
    owen.card("is approved")


def every_card_shows_how_it_stands(office: Office, case: str) -> None:
    """The case has one card that can be pressed; those before it point to it."""
    grace = office.sits("grace")
    grace.goes_to("Managers")
    card = grace.card(f"{case} · C-0001 · agreed")
    expect(card).to_contain_text(f"{case}/1 A single point of contact: approved")
    grace.picture("teams-case", card)
    every = grace.page.locator(".ac-adaptiveCard", has_text=case)
    standing = every.filter(has=grace.page.get_by_role("button", name=f"Note that they were told: {case}/1"))
    expect(standing).to_have_count(1)
    expect(every.filter(has_text="It goes on further down.")).not_to_have_count(0)
    issue = grace.page.locator(".ac-adaptiveCard", has_text="3 colleagues hold one issue")
    expect(issue).to_have_count(1)
    expect(issue).to_contain_text(f"{case} is open")


def the_day_is_summed_up(office: Office, case: str) -> None:
    grace = office.sits("grace")
    grace.goes_to("Personal Chat")
    grace.says("summary")
    summary = grace.card("Needs you today")
    expect(summary).to_contain_text(f"a manager tells the customer about {case}/1")
    expect(summary).to_contain_text("1 shared issue got somebody who replies")
    grace.picture("teams-summary", summary)
