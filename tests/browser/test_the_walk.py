"""The whole walk as people see it: three workers and one parent, a word, a case, two restrictions, somebody else's decision."""

from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.acting import (
    SHORT,
    all_named,
    become,
    close,
    conversation,
    fill,
    picture,
    private_card,
    report,
    same_issue,
    types,
)

ASKED = (
    "handled",
    "timely",
    "new_information",
    "genuine",
    "other_route",
    "circumstances",
    "adjustments",
    "meeting",
    "evidence",
    "rights",
)
CONCERN = "Called several times about the same issue, asking different advisers"


def test_the_whole_walk(page: Page) -> None:
    three_hear_of_the_same(page)
    a_word(page)
    case = a_manager_looks_closer(page, "walk-case")
    the_fairness_check(page)
    the_conversation(page, case)
    two_restrictions(page, case)
    somebody_else_decides(page, case)
    the_customer_is_told(page, case)
    the_case_is_monitored(page, case)


def three_hear_of_the_same(page: Page) -> None:
    told = (
        ("Amira Khan", "Noor Haddad", "Section F provision not delivered"),
        ("Priya Shah", "Mrs N. Haddad", "No TA for Sami since half term, Section F provision"),
        ("David Cole", "Haddad, Noor", "Section F provision still not delivered"),
    )
    for number, (who, customer, issue) in enumerate(told):
        become(page, who)
        dialog = report(page, customer, issue, CONCERN, phone="07700 900777", child="Sami")
        if number:
            same_issue(dialog)
            expect(dialog.get_by_role("heading", name="Colleagues are on this too")).to_be_visible()
        else:
            expect(dialog).to_contain_text("No colleague has logged this issue")
        close(page)


def a_word(page: Page) -> None:
    become(page, "Amira Khan")
    types(page, "/incident word Noor Haddad")
    dialog = fill(
        page,
        explained="That three of us answer the same question in one morning",
        view="Nobody rings back, so she tries the next one",
        trying="She rings Amira; Amira rings back the same day",
    )
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("heading", level=2)).to_contain_text("Noted")
    close(page)


def a_manager_looks_closer(page: Page, pictured: str = "") -> str:
    """Open a case; gives its reference."""
    become(page, "Grace Morgan")
    card = conversation(page, "managers").locator("article", has_text="3 colleagues hold one issue").last
    card.get_by_role("button", name="Look closer").click()
    opened = private_card(page)
    expect(opened.get_by_role("heading")).to_contain_text("considering")
    if pictured:
        picture(page, pictured, opened)
    return opened.get_by_role("heading").inner_text().partition(" ")[0]


def the_fairness_check(page: Page) -> None:
    private_card(page).get_by_role("button", name="Fairness check").click()
    expect(page.get_by_role("dialog").locator("#handled")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("button", name="Read as the customer")).to_have_count(0)
    fill(page, **dict.fromkeys(ASKED, "Checked, nothing in their favour"))
    fill(page, result="Raise it with the customer")
    expect(page.get_by_role("dialog").locator("#speaker")).to_be_visible()
    dialog = fill(
        page,
        handled="Speaks for the customer",
        speaker="Amira Khan",
        how="Telephone call",
        note="We did not ring back twice.",
    )
    picture(page, "walk-check", dialog, SHORT)
    dialog.get_by_role("button", name="Read as the customer").click()
    expect(dialog).to_contain_text("Please contact Amira Khan.")
    dialog.get_by_role("button", name="Back").click()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_contain_text("Next: AK speaks with the customer by")
    close(page)


def the_conversation(page: Page, case: str) -> None:
    become(page, "Amira Khan")
    mine = conversation(page, "Evenhand").locator("article", has_text=case)
    asked = mine.filter(has_text="Please speak with this customer")
    picture(page, "walk-please-speak", asked)
    asked.get_by_role("button", name="Talking points").click()
    expect(page.get_by_role("log")).to_contain_text("What to ask")
    asked.get_by_role("button", name="Note how it went").click()
    dialog = fill(
        page,
        how="Telephone call",
        explained="Each of us starts again; that makes answers slower",
        view="She is worried, and was promised a call that never came",
        outcome="We agreed on something",
    )
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("button", name="Propose a restriction")).to_be_visible()


def two_restrictions(page: Page, case: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name="Propose a restriction").click()
    fill(page, kind="A single point of contact")
    expect(page.get_by_role("dialog").locator("#contact")).to_be_visible()
    proposed(page, contact="Amira Khan", deputy="Priya Shah", pictured="walk-propose")

    page.get_by_role("dialog").get_by_role("button", name="Propose a restriction").click()
    fill(page, kind="An agreed number of contacts")
    expect(page.get_by_role("dialog").locator("#times")).to_be_visible()
    asked = page.get_by_role("dialog").locator("select, textarea, input[type=number]")
    assert asked.evaluate_all("all => all.map((each) => each.id)")[:3] == ["kind", "times", "per"]
    proposed(page, times="2", per="a week", longest="30")
    expect(page.get_by_role("dialog")).to_contain_text(f"{case}/2: An agreed number of contacts")
    close(page)
    mine = page.get_by_role("log").locator("article", has_text=f"decides on {case}/2").last
    expect(mine.get_by_role("button", name="Propose a restriction")).to_be_visible()


def proposed(page: Page, pictured: str = "", **fields: str) -> None:
    """Fill in the rest of the proposal, and propose it."""
    dialog = fill(
        page,
        **fields,
        agreement="Agreed with the customer",
        reasons="Three of us answered the same question in one morning.",
        proportionate="A word was had; the calls went on.",
    )
    if pictured:
        picture(page, pictured, dialog)
    dialog.get_by_role("button", name="Propose", exact=True).click()
    expect(dialog.get_by_role("heading", level=2)).to_have_text("Proposed")


def somebody_else_decides(page: Page, case: str) -> None:
    become(page, "Owen Price")
    mine = conversation(page, "Evenhand")
    asked = mine.locator("article", has_text=f"{case}/1")
    expect(asked).to_contain_text("You are asked to decide")
    for number in (1, 2):
        asked = mine.locator("article", has_text=f"{case}/{number}: ")
        asked.get_by_role("button", name="Look and decide").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("heading", name=f"Decide on {case}/{number}")).to_be_in_viewport()
        for way in ("Approve", "Decline instead"):
            expect(dialog.get_by_role("button", name=way)).to_be_in_viewport(ratio=1)
        if number == 1:
            picture(page, "walk-decide", dialog)
        fill(page, agree_because="Agreed with her, and she still reaches us.")
        dialog.get_by_role("button", name="Approve").click()
        expect(dialog.get_by_role("heading", level=2)).to_contain_text("is approved")
        close(page)
    expect(mine.locator("article", has_text=case).filter(has_text="was approved")).to_have_count(2)


def the_customer_is_told(page: Page, case: str) -> None:
    become(page, "Grace Morgan")
    card = conversation(page, "managers").locator("article", has_text=f"{case} · ").last
    expect(card).to_contain_text("agreed")
    for number in (1, 2):
        card.get_by_role("button", name=f"Note that they were told: {case}/{number}").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("button", name="They were told")).to_be_visible()
        all_named(dialog)
        expect(dialog.locator("#letter")).to_have_value(f"Restriction letter {case}/{number}")
        if number == 1:
            picture(page, "walk-notice", dialog)
            the_letter_is_read_and_taken(page, case)
            expect(dialog.locator("#letter")).to_have_value(f"Restriction letter {case}/1")
        dialog.get_by_role("button", name="They were told").click()
        expect(dialog.get_by_role("heading", level=2)).to_contain_text("the customer was told")
        close(page)


def the_letter_is_read_and_taken(page: Page, case: str) -> None:
    """On top of the form, which is as it was afterwards."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Read as the customer").click()
    expect(dialog.get_by_role("heading", level=2)).to_have_text("Read as the customer")
    expect(dialog).to_contain_text("Please contact Amira Khan.")
    picture(page, "letter-read", dialog, SHORT)
    dialog.get_by_role("button", name="Back").click()
    dialog.get_by_role("button", name="Restriction letter").click()
    expect(dialog.get_by_role("heading", level=2)).to_have_text(f"{case}/1: a draft letter")
    picture(page, "letter-draft", dialog)
    with page.expect_download() as download:
        dialog.get_by_role("link", name=f"Download letter {case}-1.docx").click()
    said = [paragraph.text for paragraph in Document(str(download.value.path())).paragraphs]
    assert "How you can contact us" in said
    assert "Please contact Amira Khan. When Amira Khan is away, please ask for Priya Shah." in said
    dialog.get_by_role("button", name="Back").click()


def the_case_is_monitored(page: Page, case: str) -> None:
    for _the_first_may_be_today in range(2):
        page.get_by_role("button", name="Next morning").click()
        expect(page.locator("#ev-next-morning:not([aria-busy])")).to_be_visible()
    card = page.get_by_role("log").locator("article", has_text=f"{case} · ").last
    expect(card).to_contain_text("monitoring")
    picture(page, "walk-monitoring", card)
    card.get_by_role("button", name="Show the case").click()
    opened = private_card(page)
    expect(opened).to_contain_text("monitoring")
    expect(opened).to_contain_text(f"Next: a manager reviews {case}/1 and {case}/2 by")
    opened.get_by_role("button", name="More").click()
    opened.get_by_role("menuitem", name="Read the record").click()
    expect(private_card(page)).to_contain_text("the record")
