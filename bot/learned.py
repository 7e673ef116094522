"""What the service's own answers say about matching, as figures: `evenhand match --decisions`."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.learning import Labels
from bot.matching import decisions
from bot.matching.decisions import At, Proposal, Share, Suggested, Verdict


@dataclass(frozen=True)
class Learned:
    """All that is told; `since`: only reports logged from this day on.

    `version` is that of the weights in use. `lowest`: the probability from which everything was asked about; below
    it only what is possible was mentioned, so that little is known. `others`: suggestions made by other weights, with which no threshold is compared.
    """

    labels: Labels
    since: date | None
    version: str
    in_use: Mapping[str, float]
    lowest: float
    compared: tuple[Suggested, ...]
    others: int

    @property
    def links(self) -> Mapping[Verdict, int]:
        """What became of the links that were made by themselves."""
        return Counter(each.verdict for each in self.labels.suggested if each.sure)

    @property
    def answers(self) -> Mapping[Verdict, int]:
        """What was answered to the questions."""
        return Counter(each.answer for each in self._questions)

    @property
    def parted(self) -> int:
        """Of the questions answered "same", those whose report was taken off the issue later."""
        return sum(
            each.answer is Verdict.SAME and each.verdict is not Verdict.SAME for each in self._questions
        )

    @property
    def precision_of_links(self) -> Share:
        """Those that nobody took back, of all links made."""
        return Share(self.links[Verdict.SAME], sum(self.links.values()))

    @property
    def precision_of_questions(self) -> Share:
        """Those answered "same" that still hold, of all that were answered."""
        answered = [each for each in self._questions if each.answer]
        return Share(sum(each.verdict is Verdict.SAME for each in answered), len(answered))

    @property
    def recall(self) -> Share:
        """Links that matching suggested and people let stand, of these and those that people showed it had missed."""
        right = sum(each.verdict is Verdict.SAME for each in self.labels.suggested)
        return Share(right, right + self.labels.people.missed)

    @property
    def table(self) -> tuple[tuple[At, Share], ...]:
        """Each threshold: from there on, and between there and the next."""
        return tuple(
            (decisions.at(step, self.compared), decisions.near(step, self.compared))
            for step in decisions.STEPS
        )

    @property
    def proposals(self) -> Mapping[str, Proposal]:
        """A better threshold by its name in `weights.toml`, as far as there are labels for it."""
        return {
            "likely": decisions.likely(self.compared, self.in_use["likely"], self.lowest),
            "sure": decisions.sure(
                self.compared, self.in_use["sure"], max(self.lowest, self.in_use["likely"])
            ),
        }

    @property
    def _questions(self) -> list[Suggested]:
        return [each for each in self.labels.suggested if not each.sure and not each.possible]

    @property
    def possible(self) -> Share:
        """Those mentioned as possibly the same that were answered "same" and still hold, of all that were answered."""
        answered = [each for each in self.labels.suggested if each.possible and each.answer]
        return Share(sum(each.verdict is Verdict.SAME for each in answered), len(answered))

    @property
    def mentioned(self) -> int:
        """How often an issue was mentioned as possibly the same."""
        return sum(each.possible for each in self.labels.suggested)


def learned(labels: Labels, since: date | None, version: str, in_use: Mapping[str, float]) -> Learned:
    """Everything counted, for weights of this version and these thresholds."""
    same_weights = decisions.comparable(labels.suggested, version)
    return Learned(
        labels=labels,
        since=since,
        version=version,
        in_use=in_use,
        lowest=decisions.asked_from(same_weights, in_use["likely"]),
        compared=decisions.labelled(same_weights),
        others=len(labels.suggested) - len(same_weights),
    )


def data(found: Learned) -> Mapping[str, Any]:
    """The same for machines: shares from 0 to 1, null where nothing is known."""
    people, answers, links = found.labels.people, found.answers, found.links
    return {
        "since": found.since.isoformat() if found.since else None,
        "version": found.version,
        "thresholds": {name: found.in_use[name] for name in found.proposals},
        "links": {
            "made": sum(links.values()),
            "different": links[Verdict.DIFFERENT],
            "another_person": links[Verdict.ANOTHER_PERSON],
            "precision": _share(found.precision_of_links),
        },
        "questions": {
            "asked": sum(answers.values()),
            "same": answers[Verdict.SAME],
            "different": answers[Verdict.DIFFERENT],
            "another_person": answers[Verdict.ANOTHER_PERSON],
            "not_answered": answers[Verdict.NONE],
            "parted_later": found.parted,
            "precision": _share(found.precision_of_questions),
        },
        "possible": {
            "mentioned": found.mentioned,
            "same": found.possible.right,
            "answered": found.possible.of,
        },
        "taken_back": found.labels.taken_back,
        "withdrawn": found.labels.withdrawn,
        "people": asdict(people),
        "recall": _share(found.recall),
        "compared": {"labels": len(found.compared), "others": found.others, "from": found.lowest},
        "at": [{**_at(whole), "here": here.of, "here_right": here.right} for whole, here in found.table],
        "proposals": {name: _proposal(each) for name, each in found.proposals.items()},
    }


def _share(share: Share) -> Mapping[str, Any]:
    low, high = share.interval or (None, None)
    return {
        "right": share.right,
        "of": share.of,
        "share": _rounded(share.value),
        "from": _rounded(low),
        "to": _rounded(high),
    }


def _at(found: At) -> Mapping[str, Any]:
    return {
        "threshold": found.threshold,
        "suggested": found.precision.of,
        "right": found.precision.right,
        "precision": _rounded(found.precision.value),
        "recall": _rounded(found.recall.value),
        "f1": _rounded(found.f1),
    }


def _proposal(found: Proposal) -> Mapping[str, Any]:
    best = {**_at(found.best), "precision": _share(found.best.precision)} if found.best else None
    return {
        "needed": found.needed,
        "there": found.there,
        "in_use": _at(found.in_use),
        "best": best,
        "changes": found.changes,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
