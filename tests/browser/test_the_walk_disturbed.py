"""The walk disturbed as people disturb it: two tabs, a reload in the middle, a double click, the wrong person."""

from playwright.sync_api import Page, expect

from tests.browser.acting import become, close, conversation, fill, private_card, types
from tests.browser.test_the_walk import (
    a_manager_looks_closer,
    proposed,
    the_conversation,
    the_fairness_check,
    three_hear_of_the_same,
)

DRAFTED = "Speaks for the customer"


def test_an_answer_of_the_fairness_check_survives_a_reload_in_the_middle(page: Page) -> None:
    three_hear_of_the_same(page)
    case = a_manager_looks_closer(page)
    private_card(page).get_by_role("button", name="Fairness check").click()
    with page.expect_response("**/api/act"):
        fill(page, handled=DRAFTED)
    page.reload()
    become(page, "Grace Morgan")
    card = conversation(page, "managers").locator("article", has_text=f"{case} · ").last
    card.get_by_role("button", name="Fairness check").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Kept from")
    expect(dialog.locator("#handled")).to_have_value("for_customer")


def test_two_tabs_of_one_person_decide_once_and_the_second_is_told(page: Page) -> None:
    case = waits_for_owen(page)
    other = page.context.new_page()
    other.goto(page.url)
    for tab in (page, other):
        become(tab, "Owen Price")
        asked = conversation(tab, "Evenhand").locator("article", has_text=f"{case}/1: ")
        asked.get_by_role("button", name="Look and decide").click()
        fill(tab, agree_because="Agreed with her, and she still reaches us.")
    for tab, title in ((page, "is approved"), (other, "was approved already")):
        dialog = tab.get_by_role("dialog")
        dialog.get_by_role("button", name="Approve").dblclick()
        expect(dialog.get_by_role("heading", level=2)).to_contain_text(title)
    other.close()
    close(page)
    expect(page.get_by_role("log").locator("article", has_text=f"{case}/1: ")).to_contain_text("was approved")


def test_a_colleague_who_is_not_asked_finds_nothing_to_decide(page: Page) -> None:
    case = waits_for_owen(page)
    become(page, "David Cole")
    types(page, f"/incident case {case}")
    expect(page.get_by_role("log").locator("article.only").last).to_contain_text("Only a manager can do this")
    expect(page.get_by_role("button", name="Look and decide")).to_have_count(0)


def waits_for_owen(page: Page) -> str:
    """A proposal by Amira that others decide on; gives the reference of its case."""
    three_hear_of_the_same(page)
    case = a_manager_looks_closer(page)
    the_fairness_check(page)
    the_conversation(page, case)
    page.get_by_role("dialog").get_by_role("button", name="Propose a restriction").click()
    fill(page, kind="A single point of contact")
    expect(page.get_by_role("dialog").locator("#contact")).to_be_visible()
    proposed(page, contact="Amira Khan", deputy="Priya Shah")
    close(page)
    return case
