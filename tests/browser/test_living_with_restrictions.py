"""What comes once something is in force, on the page: it is shown, a report does not fit, reviews, requests, safety, two records."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.acting import (
    all_named,
    become,
    chooses,
    close,
    conversation,
    fill,
    opens,
    picture,
    private_card,
    same_issue,
    saves,
    types,
)


def test_a_report_that_seems_not_to_fit(page: Page) -> None:
    become(page, "David Cole")
    what_holds_is_shown_in_the_form(page)
    it_seems_not_to_fit(page)
    become(page, "Grace Morgan")
    a_manager_is_asked(page)


def what_holds_is_shown_in_the_form(page: Page) -> None:
    types(page, "/incident")
    chooses(page, "Kilbr", "Stuart Kilbride")
    dialog = opens(page, "Log a communication")
    expect(dialog.locator(".notices")).to_contain_text("Amira Khan")
    fill(page, issue="Respite care hours, who decides")
    picture(page, "form", dialog)


def it_seems_not_to_fit(page: Page) -> None:
    dialog = saves(page, "Save", "on this too")
    same_issue(dialog)
    expect(dialog).to_contain_text("It seems not to fit this")
    picture(page, "does-not-fit", dialog)
    close(page)


def a_manager_is_asked(page: Page) -> None:
    case_of(page, "M-0003").get_by_role("button", name="A report doesn't fit").first.click()
    dialog = opens(page, "A report doesn't fit")
    picture(page, "fit-question", dialog)
    close(page)
    case_of(page, "M-0003").get_by_role("button", name="Fits after all").first.click()
    opens(page, "It fits after all")
    fill(page, reasons="Amira asked him to ring the helpline while she was in a meeting.")
    saves(page, "It fits", "fits")
    close(page)


def test_a_review_lifts_it_and_has_a_letter(page: Page) -> None:
    become(page, "Owen Price")
    case_of(page, "M-0001").get_by_role("button", name="Review: M-0001/1").click()
    dialog = opens(page, "Review M-0001/1")
    fill(
        page,
        changed="Her travel training has begun; she writes on Fridays, one subject at a time.",
        needed="No. She keeps to it by herself.",
    )
    expect(dialog.locator("#outcome")).to_have_value("lift")
    picture(page, "review", dialog)
    dialog = saves(page, "Save the review", "M-0001/1 is lifted")
    picture(page, "review-outcome", dialog)
    dialog.get_by_role("button", name="Outcome letter").click()
    with page.expect_download() as download:
        dialog.get_by_role("link", name="Download outcome letter M-0001-1.docx").click()
    assert download.value.suggested_filename == "outcome letter M-0001-1.docx"


def test_what_nobody_reviewed_is_overdue(page: Page) -> None:
    become(page, "Grace Morgan")
    page.get_by_role("button", name="Next morning").click()
    expect(page.locator("#ev-next-morning:not([aria-busy])")).to_be_visible()
    summary = conversation(page, "managers").locator("article", has_text="needs you today").last
    expect(summary).to_contain_text("Overdue")
    picture(page, "summary-overdue", summary)
    conversation(page, "Evenhand")
    types(page, "/incident restrictions")
    expect(private_card(page)).to_contain_text("Overdue")
    picture(page, "register", private_card(page))


def test_what_customers_may_ask(page: Page) -> None:
    become(page, "Priya Shah")
    on_file(page, "Kilbride").get_by_role("button", name="Note a request").click()
    dialog = opens(page, "They ask for something")
    fill(page, kind="Their own records", details="All that you wrote down about my calls in October.")
    picture(page, "request", dialog)
    saves(page, "Save", "Noted")
    close(page)
    on_file(page, "Kilbride").get_by_role("button", name="They complain about this").click()
    dialog = opens(page, "They complain about this")
    fill(page, about="Two of you rang me on one morning and asked me the same questions.")
    picture(page, "complaint", dialog)
    saves(page, "Save", "they complain")
    close(page)


def test_a_threat_and_a_safety_measure(page: Page) -> None:
    become(page, "David Cole")
    types(page, "/incident safety")
    dialog = opens(page, "Safety")
    chooses(page, "Vick", "Roland Vickers")
    fill(page, said="“I know where you park.”", danger="A threat to me or a colleague")
    picture(page, "safety", dialog)
    saves(page, "Tell all managers now", "S-")
    close(page)
    become(page, "Grace Morgan")
    told = conversation(page, "Evenhand").locator("article", has_text="S-0001").last
    told.get_by_role("button", name="I've got this").click()
    shown = page.get_by_role("button", name="Set a safety measure").last
    shown.click()
    dialog = opens(page, "Set a safety measure")
    fill(
        page,
        kind="No contact by telephone",
        details="We take no calls from you on our phone lines for now.",
        reasons="He said that he knows where a colleague parks. It can't wait.",
        exceptions="By post, and by e-mail to the office.",
    )
    picture(page, "safety-measure", dialog)
    saves(page, "Set it now", "In force from now on")
    close(page)


def test_two_records_of_one_person_become_one(page: Page) -> None:
    become(page, "David Cole")
    types(page, "/incident")
    fill(page, customer="S. Kilbryde", issue="Sent in a form about swimming lessons")
    saves(page, "Save", "Saved as R-")
    close(page)
    become(page, "Grace Morgan")
    card = on_file(page, "Kilbryde")
    card.get_by_role("button", name="More").click()
    card.get_by_role("menuitem", name="Same person as another").click()
    dialog = opens(page, "The same person")
    chooses(page, "Stuart", "Stuart Kilbride")
    fill(page, reasons="The same address on the form that he sent in.")
    picture(page, "merge", dialog)
    saves(page, "Merge", " is C-")
    close(page)


def case_of(page: Page, reference: str) -> Locator:
    """The case as a manager opens it for themselves."""
    card = asked(page, f"/incident case {reference}")
    expect(card.get_by_role("heading").first).to_contain_text(reference)
    return card


def on_file(page: Page, customer: str) -> Locator:
    """What is on file of a customer, as anybody may look."""
    card = asked(page, f"/incident check {customer}")
    expect(card).to_contain_text("That you looked is recorded")
    expect(card).to_contain_text(customer)
    all_named(card)
    return card


def asked(page: Page, line: str) -> Locator:
    """The card that answers a line, once it is there."""
    answers = conversation(page, "Evenhand").locator("article.only")
    before = answers.count()
    types(page, line)
    expect(answers).to_have_count(before + 1)
    return private_card(page)
