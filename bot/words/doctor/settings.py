"""What the doctor says about this version, its settings and its own files."""

from bot.words.doctor import Said
from bot.words.times import count

SETTINGS_FINE = Said("can be used")
NO_PLATFORM = Said(
    "no platform is set up, so `evenhand serve` has nothing to do",
    "set SLACK_BOT_TOKEN with SLACK_APP_TOKEN or SLACK_SIGNING_SECRET, or MICROSOFT_APP_ID",
)
NO_MANAGERS = Said(
    "none is named: nobody may decide",
    "put their e-mail addresses, or a Slack user group such as slack:S0123ABCD, into EVENHAND_MANAGERS",
)
NO_CHANNEL = Said(
    "none is named: managers get no summary and no cards",
    "put a channel that only managers read into EVENHAND_MANAGERS_CHANNEL, such as slack:C0123ABCD",
)
METRICS_ON = Said("/metrics answers whoever has the token")
METRICS_OFF = Said("are off; EVENHAND_METRICS_TOKEN turns them on")
NO_SAFETY_PHONE = Said(
    "no telephone number is named to ring when nobody answers",
    "put the number of whoever can be rung about a threat into EVENHAND_SAFETY_PHONE",
)


def version(ours: str, python: str) -> Said:
    """Which version of Evenhand runs on which of Python."""
    return Said(f"{ours} on Python {python}")


def unexpected(kind: str) -> Said:
    """A check itself failed."""
    return Said(
        f"could not be checked ({kind})", "run `evenhand doctor` again; if it stays, report this as a mistake"
    )


def policy_fine(name: str) -> Said:
    """The policy file can be used."""
    return Said(f"{name} can be used")


def policy_wrong(mistake: str) -> Said:
    """A mistake in the policy file, named by its line."""
    return Said(mistake, "mend the file, or empty EVENHAND_POLICY for the packaged policy")


def matching_fine(version: str, likely: float, sure: float, file: str, own_version: str, topics: int) -> Said:
    """Which numbers matching goes by; `file` and `own_version` are empty where nothing is the service's own.

    `topics`: for how many the service names words of its own.
    """
    whose = f"thresholds of {file}, version {own_version}" if file else "its own thresholds"
    words = f", own words for {count(topics, 'topic')}" if topics else ""
    return Said(f"weights {version} with {whose}: asks from {likely:g}, links by itself from {sure:g}{words}")


def matching_wrong(mistake: str) -> Said:
    """A mistake in the service's own thresholds, named by its line."""
    return Said(mistake, "mend the file, or empty EVENHAND_MATCHING for the packaged thresholds")


def setting_wrong(mistake: str) -> Said:
    """A mistake in the settings: it says itself what to do."""
    name, _, what = mistake.partition(": ")
    return Said(f"{name} can't be used", f"{name} {what}")


def managers_named(addresses: int, groups: int) -> Said:
    """Managers are named."""
    said = [count(addresses, "address", "addresses")] if addresses else []
    return Said(" and ".join([*said, *([count(groups, "user group")] if groups else [])]) + " named")


def channels_named(number: int) -> Said:
    """Managers' channels are named."""
    return Said(f"{count(number, 'channel')} named")


def not_delivered(platform: str) -> Said:
    """A managers' channel on a platform to which nothing is delivered."""
    return Said(
        f"a channel in {platform.title()} is named, and Evenhand does not write there",
        "name a Slack or Teams channel in EVENHAND_MANAGERS_CHANNEL, such as slack:C0123ABCD",
    )


def safety_fine(leads: int) -> Said:
    """A number is named; how many safeguarding leads are told too."""
    told = (
        f"{count(leads, 'safeguarding lead')} told too"
        if leads
        else "no safeguarding lead named: managers are told"
    )
    return Said(f"a number to ring is named, {told}")
