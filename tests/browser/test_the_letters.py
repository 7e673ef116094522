"""Letters as people at the page get them: a download, and a look beforehand that loses nothing of what was typed."""

from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.acting import become, conversation, fill
from tests.browser.test_the_walk import (
    a_manager_looks_closer,
    the_conversation,
    the_fairness_check,
    three_hear_of_the_same,
)


def test_letters_at_the_page(page: Page) -> None:
    three_hear_of_the_same(page)
    case = a_manager_looks_closer(page)
    the_fairness_check(page)
    the_speaker_takes_the_concern_letter(page, case)
    the_conversation(page, case)
    the_proposal_is_read_as_the_customer(page)


def the_speaker_takes_the_concern_letter(page: Page, case: str) -> None:
    become(page, "Amira Khan")
    asked = conversation(page, "Evenhand").locator("article", has_text="Please speak with this customer")
    asked.get_by_role("button", name="Concern letter").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", level=2)).to_have_text(f"{case}: a draft letter")
    expect(dialog).to_contain_text("the customer's address")
    with page.expect_download() as download:
        dialog.get_by_role("link", name=f"Download letter {case}.docx").click()
    letter = Document(str(download.value.path()))
    assert "How we keep in touch" in [paragraph.text for paragraph in letter.paragraphs]
    dialog.get_by_role("button", name="Close").click()


def the_proposal_is_read_as_the_customer(page: Page) -> None:
    page.get_by_role("dialog").get_by_role("button", name="Propose a restriction").click()
    dialog = fill(page, kind="A single point of contact")
    expect(dialog.locator("#contact")).to_be_visible()
    fill(page, contact="Amira Khan", deputy="Priya Shah", reasons="Three of us answered the same question.")
    dialog.get_by_role("button", name="Read as the customer").click()
    expect(dialog.get_by_role("heading", level=2)).to_have_text("Read as the customer")
    expect(dialog).to_contain_text(
        "Please contact Amira Khan. When Amira Khan is away, please ask for Priya Shah."
    )
    expect(dialog).to_contain_text("[fill in: why nothing less would do]")
    dialog.get_by_role("button", name="Back").click()
    expect(dialog.locator("#reasons")).to_have_value("Three of us answered the same question.")
    expect(dialog.get_by_role("button", name="Propose", exact=True)).to_be_visible()
