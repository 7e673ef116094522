"""What workers answer about what Evenhand suggested is told to whoever looks after it, in figures, and nothing else is."""

import json
import re

from typer.testing import CliRunner

from bot.__main__ import commands
from tests.office import Office, labels
from tests.stories.test_the_main_job import PHONE

ANSWERS = {
    "Adeyemi": "Same issue",
    "Bergqvist": "Different issue",
    "Castellano": "Not the same person",
    "Dimitrov": "Different issue",
    "Eriksen": "",
}
"""Whether Liz is Elizabeth, and about the same issue, as Priya says; the last nobody answers."""
UNDONE = "Dimitrov"
PRIVATE = (
    "Priscilla|Okafor|Elizabeth|Liz|Adeyemi|Bergqvist|Tobi|Amira|Priya|David|07700|Taxi|Draft|EHC|[CRI]-0"
)


def match(database: str, *more: str) -> str:
    """What `evenhand match --decisions` prints about a database."""
    done = CliRunner().invoke(
        commands, ["match", "--decisions", *more], env={"EVENHAND_DATABASE_URL": database, "COLUMNS": "300"}
    )
    assert done.exit_code == 0, done.output
    return done.stdout


def a_busy_morning(service: Office) -> None:
    """Two links, one of them separated; five questions: same, different, another person, taken back, and open."""
    amira, priya, david = service.amira, service.priya, service.david
    amira.reports("Priscilla Okafor", "Taxi does not come", phone=PHONE, child="Tobi")
    for colleague in (priya, david):
        colleague.reports("Priscilla Okafor", "Taxi did not come again", phone=PHONE, child="Tobi")
        assert colleague.title == "Colleagues are on this too"
    david.presses("Different issue")
    for number, (surname, answer) in enumerate(ANSWERS.items()):
        amira.reports(f"Elizabeth {surname}", "Draft plan is late", phone=f"07700 90050{number}")
        priya.reports(f"Liz {surname}", "EHC plan draft not here yet")
        assert "Same issue" in labels(priya.seen), priya.title
        if answer:
            priya.presses(answer)
        if surname == UNDONE:
            priya.presses("Undo")


def test_the_figures_are_what_people_answered_and_name_nobody(service: Office, database_url: str) -> None:
    a_busy_morning(service)
    service.settle()
    found = json.loads(match(database_url, "--json"))
    links, questions = found["links"], found["questions"]
    assert [links[name] for name in ("made", "different", "another_person")] == [2, 1, 0]
    assert [questions[name] for name in ("asked", "same", "different", "another_person")] == [5, 1, 1, 1]
    assert (questions["not_answered"], questions["parted_later"]) == (2, 0)
    assert found["taken_back"] == 1
    assert (links["precision"]["right"], links["precision"]["of"]) == (1, 2)
    assert (questions["precision"]["right"], questions["precision"]["of"]) == (1, 3)
    assert (found["recall"]["right"], found["recall"]["of"]) == (2, 2)
    assert found["compared"]["labels"] == 5
    assert found["at"][0]["suggested"] == 5
    assert {name: each["best"] for name, each in found["proposals"].items()} == {"likely": None, "sure": None}

    said = match(database_url)
    assert (
        "Linked by itself: 2. Undone or separated later: 1 (different issue 1, not the same person 0)."
        in said
    )
    assert "Asked: 5. Same issue 1, different issue 1, not the same person 1, not answered 2." in said
    assert "93 answered questions are needed, there are 3." in said
    assert re.findall(PRIVATE, said + json.dumps(found)) == []
