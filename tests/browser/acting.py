"""What somebody does on the try-out's page, in their words; each waits for what the page shows, never for a time."""

import os
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PICTURES = os.environ.get("EVENHAND_PICTURES")
"""A folder: where it is set, the pictures of the guides are taken on the way."""
TALL, SHORT = 1600, 800
"""Pixels in which the longest card fits, and in which the beginning of a long form does."""


def become(page: Page, name: str) -> None:
    """Be another of the five people, once the page shows what that person has."""
    group = page.get_by_role("radiogroup", name="You are").or_(page.get_by_role("group", name="You are"))
    person = group.get_by_role("radio", name=name)
    person.check()
    expect(page.locator(f"#ev-place-person-{person.get_attribute('value')}")).to_be_visible()


def conversation(page: Page, name: str) -> Locator:
    """Open a conversation by its name; gives its messages."""
    place = page.get_by_role("navigation", name="Conversations").get_by_role("button", name=name)
    place.click()
    expect(place).to_have_attribute("aria-current", "true")
    return page.get_by_role("log")


def types(page: Page, line: str) -> None:
    """Send a line."""
    message = page.get_by_role("textbox", name="Message")
    message.fill(line)
    message.press("Enter")


def opens(page: Page, title: str) -> Locator:
    """The dialog with this title, each of its controls named; gives it."""
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", level=2)).to_have_text(title)
    all_named(dialog)
    return dialog


def all_named(dialog: Locator) -> None:
    """Whoever can't see the form hears what each of its controls is."""
    unnamed = dialog.locator("input, textarea, select, button, summary").evaluate_all(
        "all => all.filter((each) => !(each.getAttribute('aria-label') ||"
        " [...(each.labels ?? [])].map((label) => label.textContent).join('') || each.textContent).trim())"
        ".map((each) => each.outerHTML)"
    )
    assert unnamed == []


def chooses(page: Page, typed: str, customer: str) -> None:
    """Choose a customer from what the open form's look-up offers."""
    field = page.get_by_role("dialog").locator("#customer")
    field.press_sequentially(typed)
    page.get_by_role("option", name=customer).first.click()


def saves(page: Page, button: str, heading: str) -> Locator:
    """Submit the open form; gives the dialog with its answer."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=button, exact=True).click()
    expect(dialog.get_by_role("heading", level=2)).to_contain_text(heading)
    return dialog


def private_card(page: Page) -> Locator:
    """The newest card that only the reader sees."""
    return page.get_by_role("log").locator("article.only").last


def report(page: Page, customer: str, issue: str, concern: str = "", **more: str) -> Locator:
    """Log a communication by the slash command; gives the dialog."""
    types(page, "/incident")
    dialog = page.get_by_role("dialog")
    dialog.locator("#customer").fill(customer)
    dialog.locator("#issue").fill(issue)
    if more or concern:
        dialog.locator("summary", has_text="More").click()
        all_named(dialog)
    if concern:
        dialog.get_by_label(concern).check()
    for name, value in more.items():
        dialog.locator(f"#{name}").fill(value)
    dialog.get_by_role("button", name="Save").click()
    return dialog


def same_issue(dialog: Locator) -> None:
    """Say that it is the same issue, where the bot asks."""
    expect(dialog.get_by_role("heading", level=2)).to_contain_text("on this too")
    ask = dialog.get_by_role("button", name="Same issue")
    if ask.count():
        ask.click()


def fill(page: Page, **fields: str) -> Locator:
    """Fill in fields of the open form by their names; a choice by what it says. Gives the dialog."""
    dialog = page.get_by_role("dialog")
    all_named(dialog)
    for name, value in fields.items():
        field = dialog.locator(f"#{name}")
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    return dialog


def close(page: Page) -> None:
    """Close the dialog."""
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def picture(page: Page, name: str, of: Locator | None = None, tall: int = TALL) -> None:
    """Take a picture of the page, or of a part of it up to this height in pixels, where pictures are wanted."""
    if not PICTURES:
        return
    path, size = Path(PICTURES) / f"{name}.png", page.viewport_size
    if of is None or size is None:
        page.screenshot(path=path)
        return
    page.mouse.move(0, 0)
    page.set_viewport_size({"width": size["width"], "height": tall})
    of.evaluate(
        "each => { if (each.open) each.style.maxHeight = 'calc(100dvh - 32px)'; each.scrollTop = 0; }"
    )
    of.screenshot(path=path)
    of.evaluate("each => { each.style.maxHeight = ''; }")
    page.set_viewport_size(size)
