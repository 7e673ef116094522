"""A newcomer lives the main job: three workers, one parent, one issue; the managers; the next morning."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import become, conversation, picture, report, same_issue
from tests.browser.conftest import A_TUESDAY, let_it_be


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A new folder: here nobody has been before the newcomer."""
    let_it_be(tmp_path, A_TUESDAY)
    return tmp_path


def test_a_newcomer_lives_the_main_job(page: Page) -> None:
    picture(page, "try-out")
    become(page, "Amira Khan")
    dialog = report(
        page, "Noor Haddad", "Section F provision not delivered", phone="07700 900777", child="Sami"
    )
    expect(dialog).to_contain_text("No colleague has logged this issue")
    dialog.get_by_role("button", name="Close").click()

    become(page, "Priya Shah")
    dialog = report(
        page, "Mrs N. Haddad", "No TA for Sami since half term", phone="+44 7700 900777", child="Sami H"
    )
    same_issue(dialog)
    expect(dialog.get_by_role("heading", name="Colleagues are on this too")).to_be_visible()
    expect(dialog).to_contain_text("Amira Khan")
    expect(dialog).to_contain_text("The same mobile number")
    dialog.get_by_role("button", name="Close").click()

    become(page, "David Cole")
    dialog = report(
        page, "Haddad, Noor", "Teaching assistant still missing, Section F", phone="07700900777", child="Sami"
    )
    same_issue(dialog)
    expect(dialog.get_by_role("heading", name="Colleagues are on this too")).to_be_visible()
    expect(dialog).to_contain_text("Amira Khan")
    expect(dialog).to_contain_text("Priya Shah")
    expect(dialog).to_contain_text("The same mobile number")
    expect(dialog).to_contain_text("child's first name.")
    picture(page, "colleagues-are-on-this-too")
    dialog.get_by_role("button", name="Close").click()

    for name in ("Amira Khan", "Priya Shah", "David Cole"):
        become(page, name)
        mine = conversation(page, "Evenhand").locator("article", has_text="DC, PS, AK")
        expect(mine).to_have_count(1)

    become(page, "Grace Morgan")
    card = conversation(page, "managers").locator("article", has_text="DC, PS, AK")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("3 colleagues hold one issue")
    picture(page, "managers")
    card.get_by_role("button", name="Name who replies").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("#owner").select_option(label="Priya Shah")
    dialog.get_by_role("button", name="Name them").click()
    expect(dialog).to_contain_text("Priya Shah replies on I-")
    dialog.get_by_role("button", name="Close").click()
    expect(card).to_contain_text("named by GM")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("edited")

    page.get_by_role("button", name="Next morning").click()
    summary = page.get_by_role("log").locator("article", has_text="got somebody who replies")
    expect(summary).to_have_count(1)
    expect(page.get_by_role("button", name="Next morning", exact=True)).to_be_enabled()
    picture(page, "summary")


def test_two_fields_and_one_click_are_enough(page: Page) -> None:
    dialog = report(page, "Ines Marlow", "How do I ask for an assessment?")
    expect(dialog.get_by_role("heading", level=2)).to_contain_text("Saved as R-")
    picture(page, "saved", dialog)


def test_everything_works_from_the_keyboard(page: Page) -> None:
    message = page.get_by_role("textbox", name="Message")
    message.focus()
    page.keyboard.type("/incident")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator("#customer")).to_be_focused()
    page.keyboard.type("Ines Marlow")
    page.keyboard.press("Tab")
    expect(page.locator("#issue")).to_be_focused()
    page.keyboard.type("School place for September")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("heading", level=2)).to_contain_text("Saved as R-")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
