"""What `evenhand doctor` says: what it found, and what to do where something is wrong."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from bot.words.times import count


class Said(NamedTuple):
    """A finding, and what to do about it where anything is to be done."""

    found: str
    todo: str = ""


class Named(NamedTuple):
    """People whom a setting names: what they may do, and what not where they are not found."""

    subject: str
    may: str
    cant: str
    setting: str


VERSION = "Version"
SETTINGS = "Settings"
POLICY = "Policy"
MATCHING = "Matching"
DATABASE = "Database"
TABLES = "Tables"
MANAGERS = "Managers"
WORKERS = "Workers"
REACHED = "Who can be reached"
SECOND_PERSON = "Second person"
CHANNEL = "Managers' channel"
SAFETY = "Safety"
METRICS = "Metrics"
PARKED = "Messages set aside"
WAITING = "Messages waiting"
FILES = "Files to delete"
SLACK = "Slack"
SCOPES = "Slack permissions"
SOCKET = "Slack Socket Mode"
CLOCK = "Clock"

MAY_DECIDE = Named(MANAGERS, "may decide", "can't decide", "EVENHAND_MANAGERS")
MAY_WORK = Named(WORKERS, "may use Evenhand", "can't use Evenhand", "EVENHAND_WORKERS")

SETTINGS_FINE = Said("can be used")
NO_PLATFORM = Said(
    "no platform is set up, so `evenhand serve` has nothing to do",
    "set SLACK_BOT_TOKEN with SLACK_APP_TOKEN or SLACK_SIGNING_SECRET, or MICROSOFT_APP_ID",
)
NO_DATABASE_YET = Said("there is none yet", "`evenhand serve` makes it, and so does `evenhand migrate`")
BAD_ADDRESS = Said(
    "its address can't be understood",
    "EVENHAND_DATABASE_URL looks like sqlite:///evenhand.db or postgresql://user:password@host/name",
)
DATABASE_FINE = Said("answers")
TABLES_FINE = Said("are up to date")
TABLES_PENDING = Said("are not those of this version of Evenhand", "run `evenhand migrate`")
TABLES_NEWER = Said(
    "are of a newer version of Evenhand than this one",
    "run that version; how to go back to an older one is in docs/server.md (Upgrades)",
)
NO_MANAGERS = Said(
    "none is named: nobody may decide",
    "put their e-mail addresses, or a Slack user group such as slack:S0123ABCD, into EVENHAND_MANAGERS",
)
NO_SECOND_PERSON = Said(
    "there is one manager and no reserve decider: nobody can decide on what the manager proposes",
    "name a second manager, or a reserve decider in EVENHAND_RESERVE_DECIDERS",
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
ALL_REACHED = Said("all managers and safeguarding leads named have opened Evenhand")
NONE_PARKED = Said("none")
NONE_WAITING = Said("none is overdue")
SOCKET_FINE = Said("Slack opens a connection")
SCOPES_FINE = Said("everything that Evenhand needs")
SCOPES_UNKNOWN = Said(
    "Slack did not say what the bot may do", "if something is refused, compare with `evenhand manifest slack`"
)
CLOCK_UNKNOWN = Said("Slack did not say what time it is", "check that this computer's clock is right")

_INSTALL_AGAIN = "install the app again (OAuth & Permissions) and put the new token into SLACK_BOT_TOKEN"
_NEW_MANIFEST = (
    "paste what `evenhand manifest slack` prints into the app's manifest at api.slack.com/apps, "
    "then install the app again"
)
_TODO = {
    "account_inactive": "somebody removed the app or its bot: " + _INSTALL_AGAIN,
    "invalid_auth": "SLACK_BOT_TOKEN is not a token of this workspace: " + _INSTALL_AGAIN,
    "missing_scope": _NEW_MANIFEST,
    "not_allowed_token_type": "SLACK_BOT_TOKEN holds another kind of token: copy the one that begins with xoxb-",
    "not_authed": "SLACK_BOT_TOKEN is empty: " + _INSTALL_AGAIN,
    "token_expired": "switch token rotation off in the app, then " + _INSTALL_AGAIN,
    "token_revoked": "the token was taken back: " + _INSTALL_AGAIN,
    "rate_limited": "wait a few minutes and run `evenhand doctor` again",
    "channel_not_found": (
        "check the id in EVENHAND_MANAGERS_CHANNEL; if the channel is private, type /invite @Evenhand in it"
    ),
    "not_in_channel": "type /invite @Evenhand in that channel",
    "no_such_subteam": "check the id of the user group (it begins with S) in EVENHAND_MANAGERS and EVENHAND_WORKERS",
    "plan_upgrade_required": "this Slack plan has no user groups: name e-mail addresses instead",
}
_UNKNOWN = "run `evenhand doctor` again; if it stays, search for that word at docs.slack.dev"
_APP_TODO = {
    "invalid_auth": "make a new app-level token with connections:write and put it into SLACK_APP_TOKEN",
    "not_allowed_token_type": "SLACK_APP_TOKEN must begin with xapp-: make one under Basic Information",
    "missing_scope": "the app-level token needs connections:write: make a new one under Basic Information",
    "socket_mode_not_enabled": "switch Socket Mode on: " + _NEW_MANIFEST,
}
_APP_TODO["token_revoked"] = _APP_TODO["not_authed"] = _APP_TODO["invalid_auth"]
_UNREACHED = "check this computer's network and SLACK_API_URL; if Slack itself is down, messages wait and nothing is lost"


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


def no_database(kind: str) -> Said:
    """The database does not answer."""
    return Said(
        f"does not answer ({kind})", "check EVENHAND_DATABASE_URL, the disk, and that the server runs"
    )


def managers_named(addresses: int, groups: int) -> Said:
    """Managers are named."""
    said = [count(addresses, "address", "addresses")] if addresses else []
    return Said(" and ".join([*said, *([count(groups, "user group")] if groups else [])]) + " named")


def never_opened(addresses: Iterable[str]) -> Said:
    """Managers and safeguarding leads who can't be told anything yet."""
    return Said(
        f"never opened Evenhand, so nothing reaches them and they can't be asked to decide: {', '.join(addresses)}",
        "ask each of them to type /incident help once",
    )


def of_group_never_opened(group: str, number: int) -> Said:
    """The same of members of a user group."""
    return Said(
        f"{count(number, 'member')} of {group} never opened Evenhand, so nothing reaches them",
        "ask everybody in the group to type /incident help once",
    )


def not_delivered(platform: str) -> Said:
    """A managers' channel on a platform to which nothing is delivered."""
    return Said(
        f"a channel in {platform.title()} is named, and Evenhand does not write there",
        "name a Slack or Teams channel in EVENHAND_MANAGERS_CHANNEL, such as slack:C0123ABCD",
    )


def person_found(whom: str) -> Said:
    """The account is there."""
    return Said(f"{whom} is a member of the workspace")


def person_unknown(address: str, named: Named) -> Said:
    """Nobody in Slack has this address."""
    return Said(
        f"{address} is not known in Slack: they {named.cant} there",
        f"check the address in {named.setting} against their Slack profile",
    )


def person_unconfirmed(whom: str, named: Named) -> Said:
    """An account that gets no role."""
    return Said(
        f"{whom} is a guest, deactivated, from another workspace, or has not confirmed their address: "
        f"they {named.cant}",
        "make them a full member of this workspace, or name somebody else",
    )


def group_found(group: str, number: int, named: Named) -> Said:
    """A user group has members who get the role."""
    return Said(f"{group} has {count(number, 'member')} who {named.may}")


def group_empty(group: str, named: Named) -> Said:
    """A user group without anybody who gets the role."""
    return Said(f"{group} has no member who {named.may}", "add full members to the user group in Slack")


def channels_named(number: int) -> Said:
    """Managers' channels are named."""
    return Said(f"{count(number, 'channel')} named")


def safety_fine(leads: int) -> Said:
    """A number is named; how many safeguarding leads are told too."""
    told = (
        f"{count(leads, 'safeguarding lead')} told too"
        if leads
        else "no safeguarding lead named: managers are told"
    )
    return Said(f"a number to ring is named, {told}")


def channel_joined(channel: str) -> Said:
    """Evenhand is in the channel."""
    return Said(f"Evenhand is in {channel}")


def channel_not_joined(channel: str) -> Said:
    """Evenhand is not in the channel."""
    return Said(f"Evenhand is not in {channel}: nothing can be shown there", "type /invite @Evenhand in it")


def channel_archived(channel: str) -> Said:
    """The channel is archived."""
    return Said(f"{channel} is archived", "unarchive it, or name another in EVENHAND_MANAGERS_CHANNEL")


def channel_shared(channel: str) -> Said:
    """People of another organisation read the channel."""
    return Said(
        f"{channel} is shared with another organisation, whose people read what managers read",
        "use a channel of your own workspace only",
    )


def not_deleted(number: int, troubles: Iterable[str]) -> Said:
    """Files about somebody who was erased that are there still."""
    return Said(
        f"{count(number, 'file')} could not be deleted so far: {', '.join(sorted(set(troubles)))}",
        "it is tried again by itself; where it never works, ask whoever has the file to delete it",
    )


def channel_to_be_shared(channel: str) -> Said:
    """Another organisation was invited into the channel."""
    return Said(
        f"another organisation is invited to {channel}, and its people would read what managers read",
        "take the invitation back in the channel's settings, or use another channel",
    )


def channel_public(channel: str) -> Said:
    """Everybody in the workspace can read the channel."""
    return Said(
        f"{channel} is public: everybody in the workspace can read what managers read",
        "make the channel private in its settings, then type /invite @Evenhand in it if Evenhand is not in it any more",
    )


def parked(number: int, troubles: Iterable[str]) -> Said:
    """Messages that are not tried again by themselves."""
    return Said(
        f"{count(number, 'message')} could not be shown: {', '.join(troubles)}",
        "mend what is wrong; they are tried again with `evenhand outbox retry`",
    )


def waiting(number: int, longest: timedelta) -> Said:
    """Messages that should be shown by now."""
    return Said(
        f"{count(number, 'message')} overdue, the oldest for {_for(longest)}",
        "see that `evenhand serve` runs and that the platform can be reached; they are kept",
    )


def slack_fine(team: str) -> Said:
    """The token works."""
    return Said(f"the token works in workspace {team}")


def slack_refused(trouble: str, about: str = "") -> Said:
    """Slack answered with an error; `trouble` is Slack's own word, `about` the id that was asked for."""
    return Said(f"{about}: Slack said {trouble}".removeprefix(": "), _TODO.get(trouble, _UNKNOWN))


def slack_unreached(trouble: str) -> Said:
    """Slack gave no answer."""
    return Said(f"Slack can't be reached ({trouble})", _UNREACHED)


def socket_refused(trouble: str) -> Said:
    """Slack opens no connection."""
    return Said(f"Slack said {trouble}", _APP_TODO.get(trouble, _APP_TODO["invalid_auth"]))


def scopes_missing(names: Iterable[str]) -> Said:
    """What the bot should be allowed and is not."""
    return Said(f"missing: {', '.join(names)}", _NEW_MANIFEST)


def clock_fine(seconds: int) -> Said:
    """This computer's clock is right."""
    return Said(f"{count(seconds, 'second')} from Slack's")


def clock_off(seconds: int) -> Said:
    """This computer's clock is wrong, though not so that Slack's requests are refused."""
    return Said(f"{count(seconds, 'second')} from Slack's", "let this computer set its clock by itself (NTP)")


def clock_wrong(seconds: int) -> Said:
    """This computer's clock is so wrong that Slack's requests are refused, or soon will be."""
    return Said(
        f"{count(seconds, 'second')} from Slack's; from 300 on, all that Slack sends is refused",
        "let this computer set its clock by itself (NTP)",
    )


def _for(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    if minutes < 2 * 60:
        return count(minutes, "minute")
    return count(minutes // 60, "hour") if minutes < 2 * 24 * 60 else count(minutes // (24 * 60), "day")
