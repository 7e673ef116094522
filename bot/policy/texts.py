"""What a text in the policy file may hold: it is shown on every platform and stands in letters, always as plain words."""

import re
import unicodedata
from collections.abc import Mapping

from bot.ownfile import Within
from bot.words import own_files as words
from bot.words.sentences import PARAGRAPH, SAID, SENTENCES, Sentence
from bot.words.wording import PLACEHOLDER

_MARKUP = re.compile(r"[*_~`<>\[\]{}|\\]|:[a-z0-9_+-]+:")
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_PICTURES = frozenset({"So"})
_LABELS = re.compile(
    r"\b(vexatious|offenders?|abusers?|blacklist(?:ed)?|troublemakers?|time-?wasters?)\b", re.IGNORECASE
)
"""Words for a kind of person (POLICY, "never be forgotten": describe actions, not people)."""


def plain(text: str) -> str:
    """Plain words on one line: a label or a title; raises ValueError."""
    kinds = {unicodedata.category(character) for character in text}
    if not text.strip():
        raise ValueError(words.NO_NAME)
    if _MARKUP.search(text) or kinds & (_UNSEEN | _PICTURES) or text != text.strip():
        raise ValueError(words.PLAIN)
    return text


def one_line(text: str) -> str:
    """A sentence or two on one line, or nothing; raises ValueError."""
    if _unseen(text):
        raise ValueError(words.SEEN)
    return text


def own_words(own: dict[str, str]) -> dict[str, str]:
    """The service's own sentences; raises Within, which names the key of each that can't be."""
    found = [((key,), said) for key, text in own.items() if (said := _wrong(key, text))]
    if found:
        raise Within(found)
    return own


def _wrong(key: str, text: str) -> str:
    """What is wrong with a sentence of the service's own; nothing where it can be said."""
    sentence = SENTENCES.get(key)
    if sentence is None:
        return words.unknown_key(key, SENTENCES)
    if not text.strip():
        return words.BLANK
    return _misplaced(text, sentence) or _unfit(text, sentence)


def _misplaced(text: str, sentence: Sentence) -> str:
    """What is wrong with its placeholders."""
    used = set(PLACEHOLDER.findall(text))
    if strange := sorted(re.findall(r"\{([^{}]*)\}", PLACEHOLDER.sub("", text))):
        return words.no_placeholder(strange[0], sentence.placeholders)
    if unknown := sorted(used - sentence.placeholders):
        return words.no_placeholder(unknown[0], sentence.placeholders)
    if re.search("[{}]", PLACEHOLDER.sub("", text)):
        return words.stray_brace()
    return words.must_say(sentence.must_stay - used) if sentence.must_stay - used else ""


def _unfit(text: str, sentence: Sentence) -> str:
    """What no platform or no reader can take."""
    if len(text) > sentence.limit:
        return words.too_long(len(text), sentence.limit)
    if found := _LABELS.search(text):
        return words.label_of_a_person(found[0])
    if sentence.limit < SAID and _is_marked(text):
        return words.PLAIN
    return words.SEEN if _unseen(text if sentence.limit < PARAGRAPH else text.replace("\n", " ")) else ""


def _is_marked(text: str) -> bool:
    try:
        plain(PLACEHOLDER.sub("x", text).strip())
    except ValueError:
        return True
    return False


def _unseen(text: str) -> bool:
    return bool({unicodedata.category(character) for character in text} & _UNSEEN)


def apart(labels: Mapping[str, str]) -> None:
    """Fail where two concerns read the same to whoever ticks them; raises Within."""
    first: dict[str, str] = {}
    same = []
    for key, label in labels.items():
        twin = first.setdefault(" ".join(label.casefold().split()), key)
        if twin != key:
            same.append(((key, "label"), words.SAME_LABEL.format(twin)))
    if same:
        raise Within(same)
