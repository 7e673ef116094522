"""What the command line says about policy files: the examples, a service's own sentences, a file that was checked."""

import json
from collections.abc import Iterator, Sequence

from bot.policy import Policy
from bot.words import times
from bot.words.letters.phrases import CONCERNS
from bot.words.sentences import PARAGRAPH, SENTENCES, Sentence

ABOUT = "The policy file: examples to begin from, sentences to change, a file to check."
EXAMPLE = "Print one of the policies that come with Evenhand, to begin from."
NAME = "Which one."
WORDING = "Print every sentence that a policy file may say in other words, ready to copy."
CHECK = "Say whether a policy file can be used: a line for each mistake, and what letters would still lack."
FILE = "The policy file."
TRY_POLICY = "Live it with this policy file instead."
_INTRODUCTION = (
    "# Copy what you change into your policy file and take the # away. A name in braces is a fact that Evenhand puts in;",
    "# it has to stay, unless it says that it may go. What is empty here only adds a sentence of yours.",
    "",
    "# [wording]",
)


def unknown_example(known: Sequence[str]) -> str:
    """No policy of that name comes with Evenhand."""
    return f"There is no such example. There is: {', '.join(known)}"


def wording() -> Iterator[str]:
    """Every sentence with what it says unless a service says otherwise, as lines of a policy file."""
    yield from _INTRODUCTION
    for key, sentence in SENTENCES.items():
        yield f"# {key} = {json.dumps(sentence.usual, ensure_ascii=False)}  # {_fits(sentence)}"


def fine(name: str, policy: Policy) -> Iterator[str]:
    """A file that can be used, and where the letters would still have gaps."""
    own = times.count(len(policy.wording), "sentence")
    yield f"{name} can be used: {times.count(len(policy.concerns), 'concern')}, {own} in words of its own."
    if policy.walk.leave_out:
        yield f"Left out: {', '.join(policy.walk.leave_out)}."
    if bare := [
        key for key, each in policy.concerns.items() if not (each.happened and each.why and each.ask)
    ]:
        yield from _gaps([key for key in bare if key not in CONCERNS])


def _gaps(keys: Sequence[str]) -> Iterator[str]:
    if keys:
        yield f"Letters have a gap to fill in for: {', '.join(keys)} (set happened, why and ask to close it)."


def _fits(sentence: Sentence) -> str:
    """How long it may be, and which facts may go."""
    lines = "several lines" if sentence.limit >= PARAGRAPH else "one line"
    gone = ", ".join(f"{{{each}}}" for each in sorted(sentence.may_go))
    return f"{lines}, up to {sentence.limit} characters{f'; {gone} may go' if gone else ''}"
