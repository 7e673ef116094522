"""A newcomer looks at the formal steps: the sample has a customer at each stage, and each has its picture."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.acting import become, conversation, picture, types

STAGES = (
    "review",
    "blocking",
    "monitoring",
    "closed",
    "watching",
    "agreed",
    "agreed",
    "raising",
    "considering",
)
SHOWN_IN_THE_GUIDE = {"watching", "blocking"}


def test_each_stage_can_be_looked_at(page: Page) -> None:
    become(page, "Grace Morgan")
    conversation(page, "Evenhand")
    for number, stage in enumerate(STAGES, 1):
        case = opened(page, f"M-{number:04d}", stage)
        if stage in SHOWN_IN_THE_GUIDE:
            picture(page, f"stage-{stage}", case)


def test_the_timeline_is_read_on_the_page(page: Page) -> None:
    become(page, "Grace Morgan")
    conversation(page, "Evenhand")
    case = opened(page, "M-0002", "blocking")
    case.get_by_role("button", name="More").click()
    case.get_by_role("menuitem", name="Show the timeline").click()
    shown = page.get_by_role("img", name="Timeline of M-0002, C-0002").last
    expect(shown).to_be_visible()
    assert shown.evaluate("each => each.naturalWidth") == 1080
    picture(page, "timeline", shown)


def opened(page: Page, reference: str, stage: str) -> Locator:
    """Open the case; gives its card."""
    types(page, f"/incident case {reference}")
    card = (
        page.get_by_role("log").locator("article", has_text=f"{reference} · C-").filter(has_text=stage).last
    )
    expect(card).to_contain_text(f" · {stage}")
    return card
