"""What the benchmark of matching rests on: tables that are learnt, a world that is generated, scores."""

from collections import Counter
from random import Random

import pytest
from rapidfuzz.distance import OSA

from bot.matching import Identity
from bot.matching.contacts import read_phones
from tests.benchmarks.linking import ours
from tests.benchmarks.linking.compared import compared
from tests.benchmarks.linking.estimating import Ladder, Shares, Shown, counted, learn, shares
from tests.benchmarks.linking.febrl import Person, candidates, read, shown
from tests.benchmarks.linking.figures import Judged, files, found, inhabitants, mistaken
from tests.benchmarks.linking.mistyping import slip
from tests.benchmarks.linking.scoring import EVEN, best, score
from tests.benchmarks.linking.world import Record, World, couples_taken_for_one, world

LADDER: Ladder = {"colour": ("same", "like", "other"), "size": ("same", "other"), "shape": ("same", "other")}
SAME: Shares = {
    "colour": {"same": 0.8, "like": 0.15, "other": 0.05},
    "size": {"same": 0.9, "other": 0.1},
    "shape": {"same": 0.7, "other": 0.3},
}
STRANGERS: Shares = {
    "colour": {"same": 0.02, "like": 0.08, "other": 0.9},
    "size": {"same": 0.1, "other": 0.9},
    "shape": {"same": 0.05, "other": 0.95},
}


def random_by(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same each time


def drawn(of: Shares, chance: Random, missing: float = 0.0) -> Shown:
    """What one pair of a class shows; each field is missing now and then."""
    return frozenset(
        (field, chance.choices(list(levels), list(levels.values()))[0])
        for field, levels in of.items()
        if chance.random() >= missing
    )


def planted(missing: float) -> Counter[Shown]:
    """20,000 pairs, a fifth of them matches; nobody says which."""
    chance = random_by(7)
    matches = (drawn(SAME, chance, missing) for _ in range(4_000))
    return Counter([*matches, *(drawn(STRANGERS, chance, missing) for _ in range(16_000))])


@pytest.mark.parametrize("missing", [0.0, 0.2])
def test_what_matches_show_is_found_without_being_told_which_they_are(missing: float) -> None:
    learnt = learn(planted(missing), STRANGERS, LADDER)
    assert learnt.share == pytest.approx(0.2, abs=0.02)
    for field, levels in SAME.items():
        assert learnt.same[field] == pytest.approx(levels, abs=0.04)


def test_labelled_pairs_are_counted_for_their_class_and_nothing_is_impossible() -> None:
    labelled = [
        (0, frozenset({("size", "same"), ("shape", "same")})),
        (0, frozenset({("size", "same")})),
        (0, frozenset({("size", "other")})),
        (1, frozenset({("size", "other"), ("colour", "like")})),
    ]
    table = counted(labelled, LADDER)
    assert [*table["size"].items()] == [("same", (2.5 / 4, 0.5 / 2)), ("other", (1.5 / 4, 1.5 / 2))]
    assert [*table["shape"].items()] == [("same", (1.5 / 2, 0.5)), ("other", (0.5 / 2, 0.5))]
    assert [*table["colour"]["like"]] == pytest.approx([1 / 3, 1.5 / 2.5])


def test_as_many_classes_are_counted_as_there_are() -> None:
    table = counted([(2, frozenset({("size", "same")}))], LADDER, classes=3)
    assert table["size"]["same"] == (0.5, 0.5, 0.75)


def test_the_shares_of_a_field_add_up_to_one_whatever_was_missing() -> None:
    for levels in shares(planted(0.5), LADDER).values():
        assert sum(levels.values()) == pytest.approx(1)


def test_a_score_counts_what_was_found_and_what_was_missed() -> None:
    pairs = {("a", "b"): 0.9, ("a", "c"): 0.7, ("b", "c"): 0.4, ("d", "e"): 0.1}
    true = {("a", "b"), ("b", "c"), ("f", "g")}
    scored, top = score(pairs, true), best(pairs, true)
    assert (scored.precision, scored.recall, scored.f1) == pytest.approx((1 / 2, 1 / 3, 2 / 5))
    assert (top.at, top.f1) == pytest.approx((0.4, 2 / 3))


def test_of_pairs_that_are_tied_the_best_score_takes_all_or_none() -> None:
    pairs = {("a", "b"): 0.5, ("a", "c"): 0.5, ("a", "d"): 0.5, ("a", "e"): 0.5}
    assert best(pairs, {("a", "b")}).found == 4


# FEBRL's fields, with a dozen people.

PEOPLE = [
    ("Marta", "Vellacott", "19640312", "4210"), ("Jonas", "Quillmere", "19710925", "4315"),
    ("Petra", "Sandgrove", "19580107", "3122"), ("Hugo", "Fennimore", "19800614", "6001"),
    ("Alma", "Torrington", "19691130", "2650"), ("Oscar", "Lindqvist", "19750218", "5108"),
    ("Greta", "Ashdown", "19820805", "4022"), ("Felix", "Marchbank", "19630427", "3909"),
    ("Edith", "Harrowgate", "19911219", "2040"), ("Anton", "Whitcombe", "19670703", "6230"),
    ("Clara", "Penhallow", "19780516", "4551"), ("Bruno", "Oakenfield", "19860221", "3340"),
]  # fmt: skip


def row(number: str, given: str, surname: str, born: str, postcode: str) -> dict[str, str]:
    return {
        "rec_id": number, "given_name": given, "surname": surname, "date_of_birth": born, "postcode": postcode,
    }  # fmt: skip


def twice() -> ours.Files:
    """A dozen people on two files; on the other, each third with a letter wrong, each fifth turned round."""
    left = [row(f"rec-{n}-org", *each) for n, each in enumerate(PEOPLE)]
    right = []
    for n, (given, surname, born, postcode) in enumerate(PEOPLE):
        first, last = (
            (surname, given) if n % 5 == 0 else (given, surname[:3] + surname[4:] if n % 3 == 0 else surname)
        )
        right.append(
            row(f"rec-{n}-dup-0", first, last, "" if n == 4 else born, "2040" if n == 7 else postcode)
        )
    return ours.Files(read(left), read(right), random_pairs=2_000)


@pytest.mark.parametrize("link", [ours.unlabelled, ours.labelled])
def test_a_dozen_people_on_two_files_are_all_found_and_nobody_else(link: ours.Link) -> None:
    two = twice()
    scored = score(link(two, random_by(3)), two.true)
    assert (scored.true, scored.precision, scored.recall) == (12, 1, 1)


def test_a_key_teaches_nothing_about_the_fields_it_is_made_of() -> None:
    table = ours.learnt_table(twice(), random_by(3))
    assert table["born"]["exact"][0] > 0.7
    assert table["given"]["exact"][0] > 0.7


def test_a_name_is_found_the_other_way_round_and_spelled_as_it_sounds() -> None:
    a, b = Person("1", "marta", "vellacott", "", ""), Person("2", "velacot", "marta", "", "")
    assert candidates([a], [b]) == {"name": {(0, 0)}}


def test_what_a_pair_lacks_is_not_shown() -> None:
    a, b = Person("1", "marta", "vellacott", "", "4210"), Person("2", "marta", "", "19640312", "4201")
    assert shown(a, b) == {("given", "exact"), ("postcode", "near")}


def test_a_name_the_other_way_round_is_read_the_other_way_round() -> None:
    a, b = Person("1", "marta", "vellacott", "", ""), Person("2", "vellacot", "marta", "", "")
    assert shown(a, b) == {("given", "exact"), ("surname", "close"), ("order", "swapped")}
    assert shown(a, a) == {("given", "exact"), ("surname", "exact"), ("order", "straight")}


@pytest.mark.parametrize(
    ("born", "level"),
    [
        ("19640312", "exact"),
        ("19641203", "near"),
        ("19640313", "near"),
        ("19640325", "part"),
        ("19710925", "differs"),
    ],
)
def test_a_birth_date_is_near_with_one_slip_or_day_and_month_turned(born: str, level: str) -> None:
    assert ("born", level) in shown(Person("1", "", "", "19640312", ""), Person("2", "", "", born, ""))


# The generated world.


def small() -> World:
    return world(seed=4, people=160)


def test_a_seed_makes_the_same_world_again() -> None:
    assert small() == small()
    assert small() != world(seed=5, people=160)


def test_only_numbers_and_addresses_that_are_nobodys_are_given_out() -> None:
    said = [record.identity for record in small().records]
    numbers = {phone.national for each in said for phone in read_phones(each.phone)}
    assert len(numbers) > 50
    assert all(number.startswith(("07700900", "01632960")) for number in numbers)
    assert {each.email.rpartition("@")[2] for each in said if each.email} == {"example.org"}


def test_no_number_is_dealt_twice_while_there_are_others() -> None:
    holders: dict[str, set[int]] = {}
    for record in small().records:
        for phone in read_phones(record.identity.phone):
            holders.setdefault(phone.national, set()).add(record.household)
    assert {len(each) for each in holders.values()} == {1}


def test_a_true_pair_is_one_person_and_a_couple_is_two() -> None:
    of = small()
    person = {record.id: record.person for record in of.records}
    assert len(of.true) > 100
    assert all(person[a] == person[b] for a, b in of.true)
    assert len(of.couples) > 20
    assert couples_taken_for_one(of.true, of) == 0


def test_a_slip_changes_a_word_a_little() -> None:
    chance = random_by(2)
    slips = [slip("Katherine", chance) for _ in range(300)]
    assert len(set(slips)) > 30
    assert max(OSA.distance("Katherine", each) for each in slips) <= 2


def test_the_published_weights_know_people_of_a_world_and_couples_from_one_person() -> None:
    of = small()
    found = {pair: match.probability for pair, match in compared(of).items()}
    scored = score(found, of.true)
    assert scored.precision > 0.8
    assert scored.recall > 0.7
    taken = couples_taken_for_one([pair for pair, probability in found.items() if probability >= EVEN], of)
    assert taken < len(of.couples) / 2


def test_a_couple_taken_for_one_is_counted_once() -> None:
    who = [(1, 1), (2, 1), (1, 1), (3, 2)]
    records = tuple(Record(str(n), person, home, Identity()) for n, (person, home) in enumerate(who))
    of = World(records, frozenset({(1, 2)}))
    assert couples_taken_for_one({("0", "1"), ("1", "2"), ("2", "3")}, of) == 1
    assert couples_taken_for_one({("1", "2")}, of) == 1


def test_the_tables_say_who_was_mistaken_for_whom() -> None:
    who = [(1, 1), (1, 1), (2, 1), (3, 2)]
    of = World(
        tuple(Record(str(n), p, home, Identity()) for n, (p, home) in enumerate(who)), frozenset({(1, 2)})
    )
    judged = {"7": {"a matcher": Judged({("0", "1"): 0.99, ("0", "2"): 0.6, ("2", "3"): 0.97}, 1.0)}}
    assert "| seed 7 | 3 | 1 | 4 | 1 |" in inhabitants({"7": of})
    assert "| a matcher | 0.333 / 1.000 / **0.500** | 0.333 / 1.000 / **0.500** | 1.000 |" in found(
        {"7": of}, judged
    )
    assert "| a matcher | 1 / 1 / 1 / 1 | 0 / 0 / 1 / 1 | 1 |" in mistaken({"7": of}, judged)
    assert "| a matcher | 3 | 1 | 0.333 | 1.000 | **0.500** | 1.000 at 0.99 | 1 |" in files(
        judged["7"], of.true
    )
