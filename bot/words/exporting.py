"""The page of an export: what is held on one person, in an order that a tired person can read; others are marked."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from bot.words import labels, times, walk

Row = Mapping[str, Any]

TITLES: Mapping[str, str] = {
    "customer": "Who you are to us",
    "customer_revision": "What we knew of you before it was corrected",
    "known_as": "How you were written down",
    "merge": "When two records turned out to be yours",
    "match_key": "What we compare to recognise you",
    "report": "What you sent or said, as we noted it",
    "report_concern": "Concerns that were ticked",
    "report_revision": "What notes said before they were corrected",
    "promise": "What we promised",
    "suggestion": "Whether two notes may be about the same",
    "sharing_change": "Who was to reply",
    "issue": "What you contacted us about",
    "case_request": "Colleagues who asked managers to look",
    "adjustment": "How you need us to communicate, and our answers",
    "person_request": "What you asked of us",
    "word": "Conversations about how we communicate",
    "case": "Cases",
    "case_step": "What was done in a case",
    "complaint": "Complaints about how we used the policy",
    "case_excluded": "Who takes no decision in a case",
    "given_file": "Files that colleagues were given",
    "offered_file": "Files that colleagues were offered and have not taken yet",
    "restriction": "What was agreed or decided about how you contact us",
    "outside_decision": "Decisions by somebody from outside",
    "approver": "Who was asked to decide",
    "misfit": "Contacts that did not fit what was agreed",
    "safety": "Raised for safety",
    "form_draft": "What a colleague began to write and has not finished",
}
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1f1f1f}"
    "h2{margin-top:2.2rem;border-bottom:2px solid #d9d9d9}dl{display:grid;grid-template-columns:12rem 1fr;gap:.2rem 1rem;"
    "margin:1rem 0;padding-bottom:1rem;border-bottom:1px solid #d9d9d9}dt{color:#5a5a5a}dd{margin:0;white-space:pre-wrap;"
    "overflow-wrap:anywhere}mark{background:#fff3a3;outline:1px solid #8a6d00}"
)
_OURS = frozenset({"version", "id", "probability", "sure", "content"})
"""Nothing to read: a file's content stands in the other file of the export."""
_STAFF = re.compile(r"(^by$|_by$|^by_id$|^staff_id$|^reporter_id$|^owner_id$)")


@dataclass(frozen=True)
class Page:
    """What the page shows: rows by table, audit entries, names of colleagues by number, whose names are marked."""

    reference: str
    made_on: date
    held: Mapping[str, Sequence[Row]]
    entries: Sequence[Row]
    staff: Mapping[int, str]
    others: Sequence[str]
    terms: Sequence[str]


def page(shown: Page) -> str:
    """The whole page; whatever was typed is text."""
    marked = _marker(shown.others)
    sections = "".join(_section(shown, name, rows, marked) for name, rows in _ordered(shown.held))
    done = "".join(_entry(shown, row, marked) for row in shown.entries)
    terms = "".join(f"<li>{escape(term)}</li>" for term in shown.terms)
    title = f"Everything held on {shown.reference}"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style><h1>{title}</h1>"
        f"<p>Made on {times.in_full(shown.made_on)}. <strong>Before you hand it over:</strong> names of others are marked "
        f"<mark>like this</mark>. Look at each, and take out what is not theirs to read. Names that nobody here knows are not "
        f"marked: read it all.</p>{sections}<h2>Decisions, changes and looks</h2>{done or '<p>None.</p>'}"
        f"<h2>Search the chat too</h2><p>The platform keeps messages of its own. Search it for:</p><ul>{terms}</ul></html>"
    )


def _ordered(held: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, Sequence[Row]]]:
    yield from ((name, held[name]) for name in TITLES if name in held)


def _section(shown: Page, name: str, rows: Sequence[Row], marked: re.Pattern[str]) -> str:
    return f"<h2>{escape(TITLES[name])}</h2>" + "".join(_row(shown, row, marked) for row in rows)


def _row(shown: Page, row: Row, marked: re.Pattern[str]) -> str:
    said = [
        f"<dt>{escape(_label(name))}</dt><dd>{_value(shown, name, value, marked)}</dd>"
        for name, value in row.items()
        if value not in (None, "", "{}", "[]") and name not in _OURS
    ]
    return f"<dl>{''.join(said)}</dl>" if said else ""


def _entry(shown: Page, row: Row, marked: re.Pattern[str]) -> str:
    action = walk.did(str(row["action"]))
    return _row(shown, {**row, "action": action}, marked)


def _label(name: str) -> str:
    return name.removesuffix("_id").replace("_", " ").capitalize()


def _value(shown: Page, name: str, value: object, marked: re.Pattern[str]) -> str:
    if _STAFF.search(name) and isinstance(value, int):
        return f"<mark>{escape(shown.staff.get(value, ''))}</mark>"
    if name == "route":
        return escape(labels.ROUTES.get(str(value), str(value)))
    if isinstance(value, str) and value.startswith("{"):
        value = "\n".join(f"{_label(key)}: {said}" for key, said in _read(value).items() if said)
    return marked.sub(lambda found: f"<mark>{found[0]}</mark>", escape(str(value)))


def _read(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {"": text}
    return found if isinstance(found, dict) else {"": text}


def _marker(names: Sequence[str]) -> re.Pattern[str]:
    """Whole names however they are written, and their parts where they begin with a capital."""
    whole = [rf"(?i:{re.escape(escape(name))})" for name in names if name.strip()]
    parts = {part for name in names for part in name.split() if part[:1].isupper() and len(part) > 1}
    wanted = sorted([*whole, *(re.escape(escape(part)) for part in parts)], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(wanted)})(?!\w)" if wanted else r"(?!)")
