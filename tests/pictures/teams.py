"""Takes pictures of what people see in Teams: `python -m tests.pictures.teams FOLDER`.

The same stories as in Slack, told where colleagues use Teams; drawn by Microsoft's renderer of Adaptive Cards.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from storage import Store
from tests.pictures import adaptive, newcomers, pages, shared
from tests.pictures.slack import kept_small
from tests.pictures.taking import Scene
from tests.pictures.walk import walked
from tests.teams.office import TeamsOffice, office


def main(folder: Path) -> None:
    """Put one PNG for each scene that stands on a page into the folder; ends with 1 if the renderer complains."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = set(pages.beside())
    with adaptive.easel() as easel:
        for scene in scenes():
            if scene.name in wanted:
                wanted.discard(scene.name)
                if troubles := easel.draw(scene.shown, over=scene.where, dialog=scene.kind == "dialog"):
                    sys.exit(f"{scene.name}: {troubles}")
                kept_small(easel.photograph(), folder / f"in-teams-{scene.name}.png")
    if wanted:
        sys.exit(f"on a page, and no scene in Teams: {', '.join(sorted(wanted))}")


def scenes() -> Iterator[Scene]:
    """The first day, the main job, then the walk."""
    with _office("first") as opened:
        yield from newcomers.first_day(opened)
    with _office("job") as opened:
        yield from shared.logged(opened)
        yield from shared.wrong(opened)
        yield from shared.on_this_too(opened)
        yield from shared.named(opened)
        yield from shared.looked_up(opened)
        yield from shared.next_morning(opened)
    with _office("walk") as opened:
        yield from walked(opened)


@contextmanager
def _office(name: str) -> Iterator[TeamsOffice]:
    with TemporaryDirectory() as folder, Store(f"sqlite:///{Path(folder) / name}.db") as store:
        store.migrate()
        with office(store) as opened:
            yield opened


if __name__ == "__main__":
    main(Path(sys.argv[1]))
