"""What keeps the service going: managers are told once, privately, see when it is mended, and are told anew if it comes back."""

from datetime import date

from bot.condition import GB
from storage import Store, audit, backups
from tests.office import MANAGERS, Office, words
from tests.office.shown import Payload


def in_order(service: Office) -> None:
    """Both managers have opened Evenhand, and a backup was made."""
    for manager in (service.grace, service.owen):
        manager.types("/incident help")
    backed_up(service.store, service)


def backed_up(store: Store, service: Office) -> None:
    store.write(
        lambda db: audit.append(
            db, at=service.now(), staff_id=None, action=backups.ACTION, subject="backup", facts={}
        )
    )


def told(service: Office) -> list[Payload]:
    """What Grace has of it; Owen has as many, and nobody else any."""
    found = [each for each in service.grace.messages() if each["key"].startswith("upkeep:")]
    assert len([each for each in service.owen.messages() if each["key"].startswith("upkeep:")]) == len(found)
    assert not [each for each in service.amira.messages() if each["key"].startswith("upkeep:")]
    return found


def test_a_secret_that_runs_out_is_told_once_mended_and_told_anew_when_it_comes_back(service: Office) -> None:
    in_order(service)
    service.amira.types("/incident help")
    for hour in (10, 11, 12):
        service.at(f"2026-11-23 {hour}:00")
        service.is_looked_over(secret_until=date(2026, 12, 20))
    [message] = told(service)
    assert "runs out on 20 December 2026" in words(message)
    assert "Tell whoever looks after Evenhand" in words(message)
    assert "You won't be told every day" in words(message)

    service.at("2026-11-24 10:00")
    assert "Still to be looked after: sign-in to Teams" in words(service.grace.messages(MANAGERS)[-1])
    backed_up(service.store, service)
    service.is_looked_over(secret_until=date(2028, 11, 30))
    [message] = told(service)
    assert "Mended: sign-in to Teams" in words(message)
    assert "mended, as of Tue 24 Nov 10:00" in words(message)
    assert "runs out" not in words(message)

    service.at("2026-11-26 10:00")
    backed_up(service.store, service)
    assert "looked after" not in words(service.grace.messages(MANAGERS)[-1])
    service.is_looked_over(secret_until=date(2026, 12, 20))
    mended, anew = told(service)
    assert "Mended" in words(mended)
    assert "runs out on 20 December 2026" in words(anew)


def test_what_is_found_at_night_is_told_in_the_morning(service: Office) -> None:
    in_order(service)
    service.at("2026-11-24 02:30")
    service.is_looked_over(free=GB - 1)
    assert told(service) == []
    service.at("2026-11-24 08:30")
    service.is_looked_over(free=GB - 1)
    [message] = told(service)
    assert "little room is left" in words(message)


def test_backups_that_stopped_are_told_once_until_one_is_made(service: Office) -> None:
    in_order(service)
    for day in ("25", "26", "27", "30"):
        service.at(f"2026-11-{day} 10:00")
        service.is_looked_over()
    [message] = told(service)
    assert "the last one is of 23 November 2026" in words(message)
    backed_up(service.store, service)
    service.is_looked_over()
    [message] = told(service)
    assert "Mended: backups" in words(message)
