"""The command of the page as it looks in Slack: told in the copy, where it is there, by `tests/engineers/picture.py`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from storage import Store
from tests.pictures import slack
from tests.pictures.taking import answer
from tests.slack.office import office

NAME, TYPED = "engineers-days", "/incident days 10"


def main(folder: Path) -> None:
    """Put the picture into the folder."""
    with TemporaryDirectory() as made:
        with Store(f"sqlite:///{made}/evenhand.db") as store:
            store.migrate()
            with office(store) as service:
                service.amira.types(TYPED)
                scene = answer(NAME, service.amira)
        slack.draw([scene], folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
