"""What a letter is told of a case: only what counts."""

from io import BytesIO

import pytest
from docx import Document

from bot.chat import File, Reply
from bot.words.kinds import ALWAYS
from bot.words.letters import parts
from tests.bot import taking
from tests.bot.desk import Desk
from tests.bot.taking import value


@pytest.mark.parametrize(("looked_into", "noted"), [("no", 4), ("yes", 6)])
def test_a_complaint_about_a_colleague_is_counted_in_a_letter_once_it_was_looked_into(
    desk: Desk, looked_into: str, noted: int
) -> None:
    for concern in ("staff_complaint", "several_advisers"):
        for worker in (desk.amira, desk.priya):
            taking.incident(desk, worker, concern)
    taking.incident(desk, desk.david)
    taking.incident(desk, desk.david)
    taking.look_closer(desk, desk.helen)
    desk.tom.send_press("case.exclude", value(desk))
    desk.tom.submit(staff=str(desk.david.person.staff_id), looked_into=looked_into)
    taking.consider(desk, desk.helen)
    assert f"We noted {noted} in all" in letter(desk)


@pytest.mark.parametrize("question", ["handled", "timely"])
def test_what_the_check_found_against_us_is_to_be_said(desk: Desk, question: str) -> None:
    taking.opened(desk)
    taking.consider(desk, desk.helen, **{question: "for_customer"})
    assert parts.FELL_SHORT in letter(desk)
    taking.consider(desk, desk.helen)
    assert parts.FELL_SHORT not in letter(desk)


def test_what_still_gets_through_is_said_once(desk: Desk) -> None:
    taking.opened(desk)
    taking.consider(desk, desk.helen)
    taking.talk(desk, desk.amira)
    taking.propose(desk, desk.amira, exceptions=f"{ALWAYS} Her appeal on 4 May.")
    taking.approve(desk, desk.tom)
    reply = desk.tom.send_press("letter.restriction", value(desk, 1))
    assert "\nHer appeal on 4 May.\n" in written(reply)


def letter(desk: Desk) -> str:
    return written(desk.amira.send_press("letter.concern", value(desk)))


def written(reply: Reply) -> str:
    (file,) = (part for part in reply.parts if isinstance(part, File))
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(file.content)).paragraphs)
