"""The page in a real browser: with the mouse, with the keyboard only, and without a network."""

import os
import re
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, async_playwright, expect

from adapters.web import roster
from adapters.web.app import build
from bot import cards, chat
from tests.web.fakes import ANSWER, HOSTILE, T0, FakeStage, everything

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.skip("needs a browser: install the package chromium, or set CHROMIUM to its path")
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=found, args=CHROMIUM_ARGS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(stage: FakeStage, browser: Browser) -> AsyncIterator[Page]:
    stage.rooms.post(roster.TEAM, "all", everything(), T0)
    stage.rooms.all_read()
    async with TestServer(build(stage), host="127.0.0.1") as server:
        context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
        opened = await context.new_page()
        troubles: list[str] = []
        opened.on("pageerror", lambda error: troubles.append(str(error)))
        opened.on("console", lambda said: _note_refused(troubles, said.text))
        await opened.goto(str(server.make_url("/")))
        await expect(opened.get_by_role("radio", name="Amira Khan", exact=True)).to_be_checked()
        yield opened
        await context.close()
    assert troubles == []


def _note_refused(troubles: list[str], text: str) -> None:
    if "Security Policy" in text:
        troubles.append(text)


async def open_form(page: Page) -> None:
    await page.get_by_role("button", name="Log a communication").click()
    await expect(page.locator("#customer")).to_be_focused()


async def fill(page: Page) -> None:
    await open_form(page)
    await page.locator("#customer").fill("Elizabeth Okafor")
    await page.locator("#issue").fill("Draft plan late")


async def test_the_visitor_is_one_of_five_people(page: Page) -> None:
    group = page.get_by_role("group", name="You are")
    await expect(group.get_by_role("radio")).to_have_count(5)
    await expect(page.get_by_role("button", name="managers")).to_have_count(0)
    await group.get_by_role("radio", name="Grace Morgan", exact=True).check()
    await page.get_by_role("button", name="managers").click()
    await expect(page.get_by_role("heading", name="managers", exact=True)).to_be_visible()


async def test_a_report_is_logged_and_answered_in_the_same_dialog(page: Page, stage: FakeStage) -> None:
    await open_form(page)
    await page.locator("#customer").press_sequentially("okaf")
    await page.get_by_role("option", name="Elizabeth Okafor").click()
    await expect(page.get_by_text("Priya heard from them")).to_be_visible()
    await page.locator("#issue").fill("Draft plan late")
    await page.get_by_role("button", name="Save").click()
    dialog = page.get_by_role("dialog", name="Colleagues are on this too")
    await expect(dialog).to_be_visible()
    await dialog.get_by_role("button", name="I'll reply").click()
    await expect(page.get_by_role("dialog", name="Priya replies")).to_be_visible()
    submission = next(event for event in stage.bot.events if isinstance(event, chat.Submission))
    assert submission.fields["customer"] == "C-0042"
    assert set(submission.fields) == {
        *("customer", "issue", "route", "happened", "details"),
        *("concerns", "minutes", "promised_by", "child"),
    }


async def test_the_form_needs_two_fields_and_one_click(page: Page, stage: FakeStage) -> None:
    await fill(page)
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("dialog", name=ANSWER.title)).to_be_visible()
    submission = stage.bot.events[-1]
    assert isinstance(submission, chat.Submission)
    assert submission.fields["customer"] == "Elizabeth Okafor"


async def test_everything_works_with_the_keyboard_only(page: Page) -> None:
    await page.get_by_role("textbox", name="Message").focus()
    await page.keyboard.type("/inc")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("listbox", name="Commands").get_by_role("option").first).to_have_attribute(
        "aria-selected", "true"
    )
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.locator("#customer")).to_be_focused()
    await page.keyboard.type("okaf")
    await expect(page.get_by_role("option", name="Elizabeth Okafor")).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(page.locator("#issue")).to_be_focused()
    await page.keyboard.type("Draft plan late")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=ANSWER.title)
    await expect(dialog).to_be_visible()
    await dialog.get_by_role("button", name="More").focus()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("menuitem", name="Different issue")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(dialog.get_by_role("button", name="More")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()


async def test_mistakes_are_named_and_what_was_typed_stays(page: Page) -> None:
    await open_form(page)
    await page.locator("#details").fill("She was calm.")
    await page.locator("#customer").fill("Liz")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Please look at this again")).to_be_visible()
    await expect(page.locator("#issue")).to_have_attribute("aria-invalid", "true")
    await expect(page.locator("#issue")).to_have_accessible_description(re.compile("This is needed"))
    await expect(page.locator("#details")).to_have_value("She was calm.")
    await expect(page.locator("#customer")).to_have_value("Liz")
    await page.get_by_role("link", name="What is it about").click()
    await expect(page.locator("#issue")).to_be_focused()


async def test_both_ways_to_answer_are_as_easy_to_reach(page: Page) -> None:
    await page.get_by_role("textbox", name="Message").fill("/incident decide")
    await page.keyboard.press("Enter")
    footer = page.get_by_role("dialog").locator(".row.end")
    for name in ("Decline instead", "Save"):
        await expect(footer.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    await page.locator("#issue").fill("Draft plan late")
    await footer.get_by_role("button", name="Decline instead").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Draft plan late")


async def test_what_lies_on_top_of_a_form_leaves_it_as_it_was(page: Page) -> None:
    await page.get_by_role("textbox", name="Message").fill("/incident letter")
    await page.keyboard.press("Enter")
    await page.locator("#issue").fill("Draft plan late")
    await page.get_by_role("button", name="Read it first").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("heading", name="As they read it")).to_be_visible()
    await expect(dialog).to_contain_text("Draft plan late")
    await page.keyboard.press("Escape")
    await expect(page.locator("#issue")).to_have_value("Draft plan late")
    await page.get_by_role("button", name="Draft letter").click()
    await expect(dialog).to_contain_text("To fill in: the address")
    await expect(dialog).not_to_contain_text("false")
    async with page.expect_download() as download:
        await dialog.get_by_role("link", name="Download letter.docx").click()
    assert (await download.value).suggested_filename == "letter.docx"
    await dialog.get_by_role("button", name="Back").click()
    await page.locator("#customer").fill("Liz")
    await page.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("heading", name="Colleagues are on this too")).to_be_visible()
    await expect(dialog.get_by_role("button", name="Close")).to_be_visible()


async def test_escape_never_loses_what_was_typed(page: Page) -> None:
    await fill(page)
    for _ in range(3):
        await page.keyboard.press("Escape")
    await expect(page.get_by_text("Discard what you typed?")).to_be_visible()
    await page.get_by_role("button", name="Keep writing").click()
    await expect(page.locator("#issue")).to_have_value("Draft plan late")
    await page.get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Discard", exact=True).click()
    await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_a_form_that_is_kept_tells_what_is_filled_in_and_closes_without_a_question(
    page: Page, stage: FakeStage
) -> None:
    stage.bot.kept = True
    await open_form(page)
    await page.locator("#issue").fill("Draft plan late")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    told = [event for event in stage.bot.events if isinstance(event, chat.Change)]
    assert [(each.field, each.fields["issue"]) for each in told] == [("issue", "Draft plan late")]


async def test_what_was_told_last_comes_before_the_submission(page: Page, stage: FakeStage) -> None:
    stage.bot.kept = True
    await fill(page)
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("dialog", name=ANSWER.title)).to_be_visible()
    done = [type(each) for each in stage.bot.events if isinstance(each, chat.Change | chat.Submission)]
    assert done == [chat.Change, chat.Submission]


async def test_a_kept_form_that_could_not_be_told_asks_before_it_closes(page: Page, stage: FakeStage) -> None:
    stage.bot.kept = True
    await open_form(page)
    await page.locator("#issue").fill("Draft plan late")
    await page.route("**/api/act", lambda route: route.abort())
    await page.get_by_role("button", name="Close").click()
    await expect(page.get_by_text("Discard what you typed?")).to_be_visible()
    await expect(page.locator("#issue")).to_have_value("Draft plan late")


async def test_without_a_network_the_form_stays_and_the_retry_is_the_same_delivery(
    page: Page, stage: FakeStage
) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if "act" in request.url else None)
    await fill(page)
    await page.route("**/api/act", lambda route: route.abort())
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("does not answer")).to_be_visible()
    await expect(page.locator("#issue")).to_have_value("Draft plan late")
    await page.unroute("**/api/act")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("dialog", name=ANSWER.title)).to_be_visible()
    submits = [re.findall(r'"delivery":"([^"]+)"', body) for body in sent if '"submit"' in body]
    assert len(submits) == 2
    assert submits[0] == submits[1]
    assert len([event for event in stage.bot.events if isinstance(event, chat.Submission)]) == 1


async def test_storage_trouble_gives_the_filled_form_back(page: Page, stage: FakeStage) -> None:
    await fill(page)
    stage.bot.down = True
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("could not be saved")).to_be_visible()
    await expect(page.locator("#issue")).to_have_value("Draft plan late")


async def test_messages_and_unread_marks_arrive_without_reload(page: Page, stage: FakeStage) -> None:
    stage.rooms.post(roster.direct("amira"), "n", cards.Card("A promise is due"), T0)
    place = page.get_by_role("button", name="Evenhand")
    await expect(place).to_contain_text("1 unread")
    await place.click()
    await expect(page.get_by_role("heading", name="A promise is due")).to_be_visible()
    await expect(place).not_to_contain_text("unread")
    stage.rooms.post(roster.direct("priya"), "n", cards.Card("For Priya"), T0)
    await expect(page.locator("[data-handle=priya]")).to_contain_text("1 unread")


async def test_a_card_that_changes_is_edited_in_place(page: Page, stage: FakeStage) -> None:
    name = stage.rooms.post(roster.TEAM, "x", cards.Card("Nobody replies yet"), T0)
    await expect(page.get_by_role("heading", name="Nobody replies yet")).to_be_visible()
    stage.rooms.edit(roster.TEAM, name, cards.Card("Priya replies now"))
    await expect(page.get_by_role("heading", name="Priya replies now")).to_be_visible()
    await expect(page.get_by_role("heading", name="Nobody replies yet")).to_have_count(0)
    await expect(page.get_by_text("edited")).to_be_visible()


async def test_a_press_that_needs_a_second_thought_asks_first(page: Page, stage: FakeStage) -> None:
    await page.get_by_role("button", name="Undo").click()
    await expect(page.get_by_text("Really undo?")).to_be_visible()
    assert stage.bot.events == []
    await page.get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Undo").click()
    await page.get_by_role("button", name="Undo").click()
    await expect(page.get_by_text("Only you can see this")).to_be_visible()
    assert [type(event) for event in stage.bot.events] == [chat.Press]


async def test_next_morning_moves_the_clock(page: Page) -> None:
    await page.get_by_role("button", name="Next morning").click()
    await expect(page.get_by_text("Tue 24 Nov, 08:30")).to_be_visible()
    await page.get_by_role("button", name="Start again").click()
    await page.get_by_role("button", name="Yes, start again").click()
    await expect(page.get_by_text("Mon 23 Nov, 09:30")).to_be_visible()


async def test_what_people_type_is_only_ever_text(page: Page) -> None:
    await page.get_by_role("textbox", name="Message").fill(HOSTILE)
    await page.keyboard.press("Enter")
    await expect(page.locator("article .line")).to_contain_text("<img src=x onerror=alert(1)>")
    assert await page.locator("#ev-messages img[src=x]").count() == 0


@pytest.mark.parametrize("width", [390, 900, 1280])
async def test_long_words_do_not_break_the_layout(page: Page, stage: FakeStage, width: int) -> None:
    long = cards.text("x" * 20_000 + HOSTILE)
    stage.rooms.post(roster.TEAM, "long", cards.Card("y" * 200, (long,)), T0)
    await page.set_viewport_size({"width": width, "height": 844})
    await expect(page.locator(".card-title", has_text="y" * 200)).to_be_attached()
    wide = await page.evaluate("[document.documentElement, document.getElementById('ev-messages')]"
                               ".map((box) => box.scrollWidth - box.clientWidth)")  # fmt: skip
    assert wide == [0, 0]


async def test_every_control_has_a_name(page: Page) -> None:
    await open_form(page)
    await page.locator("summary", has_text="More").click()
    for control in await page.locator("input, textarea, select, button, summary").all():
        name = await control.evaluate(
            "e => (e.getAttribute('aria-label') || [...(e.labels ?? [])].map((l) => l.textContent).join() ||"
            " e.textContent).trim()"
        )
        assert name, await control.evaluate("e => e.outerHTML")
    for field in ("customer", "issue", "route", "happened", "details", "minutes", "promised_by", "child"):
        await expect(page.locator(f"#{field}")).to_have_attribute("name", field)
