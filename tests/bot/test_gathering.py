"""What a letter is told of a case: only what counts."""

from io import BytesIO

import pytest
from docx import Document

from bot.chat import File
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


def letter(desk: Desk) -> str:
    reply = desk.amira.send_press("letter.concern", value(desk))
    (file,) = (part for part in reply.parts if isinstance(part, File))
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(file.content)).paragraphs)
