"""The page about matching says what the figures mean, and which line of which file a person may change."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from bot import learned
from bot.learned import Learned
from bot.learning import Labels, People
from bot.matching.decisions import Suggested, Verdict
from bot.thresholds import Where
from bot.words import learning as words
from tests.matching.test_decisions import asked, linked, near_sure

SAME, DIFFERENT, ANOTHER, NONE = Verdict.SAME, Verdict.DIFFERENT, Verdict.ANOTHER_PERSON, Verdict.NONE
NOBODY = People(merges=0, merges_taken_back=0, asked=0, missed=0, two_people=0, kept_apart=0)
IN_USE = {"likely": 0.45, "sure": 0.85, "person_sure": 0.95}
PACKAGED = Where("bot/matching/weights.toml", 95, 18, own=False)


def found(suggested: Iterable[Suggested], people: People = NOBODY, since: date | None = None) -> Learned:
    labels = Labels(suggested=tuple(suggested), withdrawn=0, taken_back=0, people=people)
    return learned.learned(labels, since, "1", IN_USE)


def said(about: Learned, place: Where = PACKAGED) -> str:
    return words.text(about, {"likely": place, "sure": place})


def better_higher() -> list[Suggested]:
    """Above 0.6 all answers were Same issue; from 0.45 on nearly half were not."""
    return [*asked(0.9, SAME, 60), *asked(0.55, DIFFERENT, 40), *asked(0.46, SAME, 10)]


def test_every_share_is_told_with_its_range() -> None:
    about = found([*linked(0.9, SAME, 9), *linked(0.9, ANOTHER), *asked(0.6, SAME), *asked(0.6, NONE)])
    assert "Precision of the links: 9 of 10, 90% (60% to 98%)." in said(about)
    assert "Precision of the questions: 1 of 1, 100% (21% to 100%)." in said(about)
    assert "JASA 22 (1927)" in said(about)


def test_where_nobody_answered_anything_nothing_is_made_up() -> None:
    about = found([])
    assert "Precision of the links: not known, there is none yet." in said(about)
    assert "93 answered questions are needed, there are 0." in said(about)
    assert learned.data(about)["links"]["precision"]["share"] is None


def test_what_was_separated_later_counts_against_the_questions() -> None:
    (once,) = asked(0.6, SAME)
    about = found([once, replace(once, verdict=DIFFERENT)])
    assert "Same issue 2, " in said(about)
    assert "Of those answered same issue, 1 separated later" in said(about)
    assert "Precision of the questions: 1 of 2" in said(about)


def test_missed_links_lower_the_recall_and_what_is_not_known_is_said() -> None:
    people = replace(NOBODY, merges=4, asked=1, missed=2)
    about = found(linked(0.9, SAME, 6), people)
    assert "Recall, as far as it is known: 6 of 8, 75%" in said(about)
    assert "Matching had asked about 1, had missed 2; with 1 there was nothing to link." in said(about)
    assert "leaves no trace, so the true recall is lower" in said(about)


def test_a_proposal_says_how_to_write_a_file_of_ones_own() -> None:
    text = said(found(better_higher()))
    assert "likely, now 0.45: 0.6 is proposed. F1 0.92, precision 60 of 60, 100% (94% to 100%)" in text
    assert 'version = "ours-1", [thresholds] and likely = 0.6, name it in EVENHAND_MATCHING' in text
    assert "before bot/matching/weights.toml, line 95 (version in line 18)" in text


@pytest.mark.parametrize(("line", "at"), [(4, "line 4"), (0, "under [thresholds]")])
def test_a_proposal_names_the_line_of_ones_own_file_and_of_its_version(line: int, at: str) -> None:
    text = said(found(better_higher()), Where("own.toml", line, 1, own=True))
    assert f"own.toml, {at}: likely = 0.6; give it a new version, line 1; restart." in text


def test_what_is_best_already_is_kept_and_what_lies_below_is_not_known() -> None:
    text = said(found(asked(0.5, SAME, 100)))
    assert "likely, now 0.45: keep it. F1 1.00" in text
    assert "Whether a lower one would be better, answers can't tell" in text


def test_links_that_were_wrong_too_often_everywhere_bring_no_proposal() -> None:
    text = said(found([*linked(0.96, SAME, 180), *linked(0.97, DIFFERENT, 20)]))
    assert (
        "sure, now 0.85: nothing is proposed. No threshold has 189 links or more of which 98% are right"
        in text
    )
    assert "right among what may be linked: 180 of 200, 90%" in text


def test_a_lower_threshold_for_links_is_proposed_with_what_it_rests_on() -> None:
    text = said(found([*linked(0.9, SAME, 189), *near_sure(0.8, SAME, 60)]))
    assert "sure, now 0.85: 0.8 is proposed. right among what may be linked: 249 of 249, 100%" in text


def test_other_weights_are_counted_and_not_compared() -> None:
    about = found([*asked(0.9, SAME), *asked(0.9, SAME, version="0")])
    assert "Same issue 2, " in said(about)
    assert "1 label, weights 1; 1 made by other weights, or before that was noted, are left out" in said(
        about
    )


def test_the_table_has_every_threshold_once() -> None:
    rows = [line.split() for line in said(found(better_higher())).splitlines()]
    firsts = [row[0] for row in rows if row and row[0].startswith("0.")]
    assert firsts == [f"{step / 100:.2f}" for step in range(5, 100, 5)]
    (row,) = [row for row in rows if row and row[0] == "0.55"]
    assert row == ["0.55", "100", "60", "0.60", "0.86", "0.71", "0", "of", "40"]


def test_since_when_it_counts_is_said() -> None:
    assert "reports logged from 1 December 2026 on" in said(found([], since=date(2026, 12, 1)))
