"""A file is there whole, for its owner alone, or not at all."""

from pathlib import Path

import pytest

from storage.wholefile import whole_file


class Broken(Exception):
    """What interrupts."""


@pytest.fixture(params=[True, False], ids=["nameless", "named"])
def nameless(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def interrupted(target: Path, *, nameless: bool, replace: bool = False) -> None:
    with whole_file(target, replace=replace, nameless=nameless) as file:
        file.write(b"half")
        raise Broken


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_it_appears_once_it_is_whole(tmp_path: Path, *, nameless: bool) -> None:
    with whole_file(tmp_path / "whole", nameless=nameless) as file:
        file.write(b"all of it")
        assert "whole" not in names(tmp_path)

    assert (tmp_path / "whole").read_bytes() == b"all of it"
    assert (tmp_path / "whole").stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == ["whole"]


def test_a_file_in_the_making_has_no_name(tmp_path: Path) -> None:
    with whole_file(tmp_path / "whole"):
        assert names(tmp_path) == []


def test_what_is_interrupted_leaves_nothing(tmp_path: Path, *, nameless: bool) -> None:
    with pytest.raises(Broken):
        interrupted(tmp_path / "whole", nameless=nameless)

    assert names(tmp_path) == []


def test_what_is_there_is_left_alone(tmp_path: Path, *, nameless: bool) -> None:
    (tmp_path / "whole").write_text("before")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")

    for name in ("whole", "link"):
        with pytest.raises(FileExistsError), whole_file(tmp_path / name, nameless=nameless):
            pass

    assert (tmp_path / "whole").read_text() == "before"
    assert names(tmp_path) == ["link", "whole"]


def test_what_came_meanwhile_is_left_alone_too(tmp_path: Path, *, nameless: bool) -> None:
    with pytest.raises(FileExistsError), whole_file(tmp_path / "whole", nameless=nameless):
        (tmp_path / "whole").write_text("before")

    assert (tmp_path / "whole").read_text() == "before"
    assert names(tmp_path) == ["whole"]


def test_it_is_replaced_only_by_something_whole(tmp_path: Path, *, nameless: bool) -> None:
    (tmp_path / "whole").write_text("before")
    with pytest.raises(Broken):
        interrupted(tmp_path / "whole", nameless=nameless, replace=True)
    assert (tmp_path / "whole").read_text() == "before"

    with whole_file(tmp_path / "whole", replace=True, nameless=nameless) as file:
        file.write(b"after")

    assert (tmp_path / "whole").read_text() == "after"
    assert names(tmp_path) == ["whole"]


def test_what_somebody_left_who_was_killed_is_tidied_up(tmp_path: Path) -> None:
    (tmp_path / ".whole.part").write_text("half")

    with whole_file(tmp_path / "whole", nameless=False) as file:
        file.write(b"all of it")

    assert names(tmp_path) == ["whole"]


def test_a_folder_that_is_missing_is_said_so(tmp_path: Path, *, nameless: bool) -> None:
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "missing" / "whole", nameless=nameless):
        pass
