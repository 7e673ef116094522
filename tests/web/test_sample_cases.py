"""The sample's cases: one customer at each stage of the walk, lived through the assistant itself."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from adapters.web import roster, sample, walks
from bot import policy
from bot.cards import Card, Image
from bot.chat import Command, Press, Reply, Tick, Whisper
from bot.policy import Policy
from storage import Db, Store, audit, cases, customers, outbox
from storage.tables import Message, Report, ReportConcern, Word
from tests.bot.reading import labels, said
from tests.web import living
from tests.web.living import MONDAY, SERVICE, copied

HAMPSHIRE, THORNBECK = (policy.packaged(name) for name in policy.EXAMPLES)
STRICT = THORNBECK.model_copy(
    update={
        "concerns": {"any": policy.Concern(label="Anything at all", words=True, reports=10)},
        "walk": THORNBECK.walk.model_copy(update={"review_months": 1, "longest_review_months": 1}),
    }
)
STAGES = {
    "M-0001": "review",
    "M-0002": "blocking",
    "M-0003": "monitoring",
    "M-0004": "closed",
    "M-0005": "watching",
    "M-0006": "agreed",
    "M-0007": "agreed",
    "M-0008": "raising",
    "M-0009": "considering",
}


class Lived:
    """A database in which the sample was lived up to a moment, and Grace, who looks at it."""

    def __init__(self, store: Store, now: datetime, rules: Policy = HAMPSHIRE) -> None:
        self.store = store
        self.now = now
        self.bot = living.live(store, now, rules)
        self._grace = self.bot.admit(roster.profile("grace"), now)

    def opens(self, reference: str) -> Card:
        return _card(
            self.bot.handle(
                Command(
                    who=self._grace,
                    where=roster.direct("grace"),
                    when=self.now,
                    delivery="",
                    name="incident",
                    text=f"case {reference}",
                )
            )
        )

    def presses(self, card: Card, label: str) -> Card:
        button = next(b for part in card.parts for b in getattr(part, "more", ()) if b.label == label)
        return _card(
            self.bot.handle(
                Press(
                    who=self._grace,
                    where=roster.direct("grace"),
                    when=self.now,
                    delivery="",
                    action=button.action,
                    value=button.value,
                )
            )
        )

    def channel(self) -> list[str]:
        def work(db: Db) -> list[str]:
            in_channel = select(Message).where(Message.target == "managers").order_by("id")
            return [message.key for message in db.exec(in_channel)]

        return self.store.read(work)


def _card(reply: Reply) -> Card:
    (part,) = reply.parts
    assert isinstance(part, Whisper)
    return part.card


@pytest.fixture(scope="module")
def lived(lived_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    with Store(copied(lived_once, tmp_path_factory.mktemp("cases") / "lived.db")) as store:
        yield Lived(store, MONDAY)


def test_a_customer_stands_at_each_stage_and_every_card_opens(lived: Lived) -> None:
    for reference, stage in STAGES.items():
        assert lived.opens(reference).title.endswith(f" · {stage}"), reference


@pytest.mark.parametrize("days", [2, 44])
def test_they_stand_there_whenever_the_try_out_begins(tmp_path: Path, days: int) -> None:
    with Store(f"sqlite:///{tmp_path / 'lived.db'}") as store:
        store.migrate()
        later = Lived(store, MONDAY + timedelta(days=days))
        assert {
            reference: later.opens(reference).title.rpartition(" · ")[2] for reference in STAGES
        } == STAGES


@pytest.mark.parametrize(
    ("rules", "stages"),
    [
        (THORNBECK, STAGES | {"M-0002": "monitoring"}),
        (STRICT, {"M-0004": "closed", "M-0005": "watching"}),
    ],
    ids=["another list of concerns, no blocks", "one concern that asks for ten reports"],
)
def test_under_another_policy_they_come_as_far_as_it_lets_them(
    tmp_path: Path, rules: Policy, stages: dict[str, str]
) -> None:
    """Neither knows a concern of the sample's; every report is logged all the same, and what can't follow is left out."""
    with Store(f"sqlite:///{tmp_path / 'lived.db'}") as store:
        store.migrate()
        lived = Lived(store, MONDAY, rules)
        found = {reference: lived.opens(reference).title.rpartition(" · ")[2] for reference in STAGES}
        assert {reference: found[reference] for reference in stages} == stages
        assert store.read(audit.verify) is None
        logged = store.read(lambda db: list(db.exec(select(Report))))
        assert len(logged) == len(
            [*sample.entries(SERVICE.work, MONDAY), *walks.entries(SERVICE.work, MONDAY)]
        )
        ticked = {row.concern for row in store.read(lambda db: list(db.exec(select(ReportConcern))))}
        assert ticked <= set(rules.concerns)


def test_every_case_has_its_picture(lived: Lived) -> None:
    for reference in STAGES:
        drawn = lived.presses(lived.opens(reference), "Show the timeline")
        assert any(isinstance(part, Image) for part in drawn.parts), reference


def test_one_proposal_waits_for_a_decision_and_one_for_its_notice(lived: Lived) -> None:
    assert "Note that they were told: M-0006/1" in labels(lived.opens("M-0006"))
    assert "Look and decide: M-0007/1" in labels(lived.opens("M-0007"))
    assert "Overdue: review by" in said(lived.opens("M-0001"))
    assert "2 reports confirmed not to fit" in said(lived.opens("M-0002"))
    assert "a report was confirmed not to fit (M-0002/1)" in said(lived.opens("M-0002"))


def test_a_word_was_had_and_a_request_to_communicate_differently_waits(lived: Lived) -> None:
    assert len(lived.store.read(lambda db: list(db.exec(select(Word))))) == 1
    case = lived.store.read(lambda db: cases.get(db, 9))
    assert case is not None
    waiting = lived.store.read(customers.adjustments_waiting)
    assert case.customer_id in {each.customer_id for each in waiting}
    assert "1 without an answer" in said(lived.opens("M-0009"))


def test_the_audit_chain_verifies(lived: Lived) -> None:
    assert lived.store.read(audit.verify) is None


def test_the_channel_holds_the_last_two_weeks_and_no_more(lived: Lived) -> None:
    keys = [key for key in lived.channel() if key.startswith("case:")]
    assert len(keys) <= 2 * len(STAGES)
    assert "case:4/1-closed" not in keys
    oldest = lived.store.read(lambda db: min(message.created_at for message in db.exec(select(Message))))
    assert oldest > MONDAY - timedelta(days=15)


def test_the_next_morning_moves_no_case(lived_once: Path, tmp_path: Path) -> None:
    with Store(copied(lived_once, tmp_path / "lived.db")) as store:
        lived = Lived(store, MONDAY)
        before = lived.channel()
        lived.bot.tick(Tick(MONDAY.replace(day=24, hour=8, minute=30)))
        assert lived.channel() == [*before, "summary:2026-11-24"]


def test_what_waits_to_be_shown_can_be_let_go(lived: Lived) -> None:
    assert lived.store.read(lambda db: outbox.due(db, MONDAY)) > 0
    assert lived.store.write(outbox.let_go) > 0
    assert lived.store.read(lambda db: outbox.due(db, MONDAY)) == 0


def test_the_same_sample_is_the_same_every_time() -> None:
    assert walks.steps(SERVICE.work, MONDAY) == walks.steps(SERVICE.work, MONDAY)
    for entry in walks.entries(SERVICE.work, MONDAY):
        digits = str(entry.fields.get("phone", "07700 900200")).replace(" ", "")
        assert digits.startswith("07700900")
        assert str(entry.fields.get("email", "@example.org")).endswith("@example.org")
