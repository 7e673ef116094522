"""All stories in Slack, the first day and the one about shared issues first, with what people had before them at the moments worth a picture."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from storage import Store
from tests.pictures.beside import alongside, asked_for, away_with_cover, threatened, together
from tests.pictures.living import decided_outside, lived, looked_at_again
from tests.pictures.newcomers import first_day, looked_after
from tests.pictures.shared import logged, looked_up, named, next_morning, on_this_too, possibly, wrong
from tests.pictures.taking import Scene, dialog, home, whisper
from tests.pictures.trouble import hurried, troubled
from tests.pictures.walk import walked
from tests.slack.office import SlackOffice, office


def scenes(stories: Collection[str] = ()) -> Iterator[Scene]:
    """Every scene, in the order in which it happens; of all stories or of these."""
    with TemporaryDirectory() as folder:
        for story in (each for each in STORIES if not stories or each.__name__ in stories):
            with _store(folder, story.__name__) as store, office(store) as opened:
                yield from story(opened)
        for told in (each for each in IN_TROUBLE if not stories or each.__name__ in stories):
            with _store(folder, told.__name__) as store:
                yield from told(store)


def _store(folder: str, name: str) -> Store:
    store = Store(f"sqlite:///{Path(folder) / name}.db")
    store.migrate()
    return store


def shared(service: SlackOffice) -> Iterator[Scene]:
    """Three colleagues who log the same issue of one customer."""
    yield from logged(service)
    service.priya._unfolds(service.priya._dialog)  # noqa: SLF001 - as reports and fills_in do
    yield dialog("form-more", service.priya)
    yield from wrong(service)
    yield from on_this_too(service)
    yield from named(service)
    yield from looked_up(service)
    yield from next_morning(service)
    yield home("home-worker", service.amira)
    yield home("home-manager", service.grace)
    yield _stranger(service)


def _stranger(service: SlackOffice) -> Scene:
    service.guest.types("/incident")
    return whisper("stranger", service.guest)


STORIES: tuple[Callable[[SlackOffice], Iterator[Scene]], ...] = (
    first_day,
    looked_after,
    shared,
    possibly,
    away_with_cover,
    alongside,
    together,
    asked_for,
    threatened,
    walked,
    lived,
    looked_at_again,
    decided_outside,
)
IN_TROUBLE: tuple[Callable[[Store], Iterator[Scene]], ...] = (troubled, hurried)
