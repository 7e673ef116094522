"""What `evenhand doctor` says: what it found, and what to do where something is wrong.

A line's subject is a key that stays the same for machines; `TITLES` is what people read.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


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


VERSION: Final = "version"
SETTINGS: Final = "settings"
POLICY: Final = "policy"
MATCHING: Final = "matching"
DATABASE: Final = "database"
TABLES: Final = "tables"
AUDIT: Final = "audit_chain"
BACKUPS: Final = "backups"
DISK: Final = "disk"
CALENDAR: Final = "calendar"
RUNNING: Final = "running"
ADDRESS: Final = "public_address"
CERTIFICATE: Final = "certificate"
MANAGERS: Final = "managers"
WORKERS: Final = "workers"
REACHED: Final = "reached"
DECIDERS: Final = "deciders"
RESERVE: Final = "reserve_deciders"
LEAVERS: Final = "leavers"
CHANNEL: Final = "managers_channel"
SUMMARY: Final = "summary"
SAFETY: Final = "safety"
METRICS: Final = "metrics"
PARKED: Final = "messages_set_aside"
WAITING: Final = "messages_waiting"
FILES: Final = "files_to_delete"
SLACK: Final = "slack"
SCOPES: Final = "slack_permissions"
SOCKET: Final = "slack_socket_mode"
TEAMS: Final = "teams"
PASSWORD: Final = "teams_password"  # noqa: S105 - what a line is about
CLOCK: Final = "clock"

TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        VERSION: "Version",
        SETTINGS: "Settings",
        POLICY: "Policy",
        MATCHING: "Matching",
        DATABASE: "Database",
        TABLES: "Tables",
        AUDIT: "Audit chain",
        BACKUPS: "Backups",
        DISK: "Disk",
        CALENDAR: "Day and zone",
        RUNNING: "Running",
        ADDRESS: "Public address",
        CERTIFICATE: "Certificate",
        MANAGERS: "Managers",
        WORKERS: "Workers",
        REACHED: "Who can be reached",
        DECIDERS: "Who may decide",
        RESERVE: "Reserve deciders",
        LEAVERS: "Colleagues who left",
        CHANNEL: "Managers' channel",
        SUMMARY: "Summary",
        SAFETY: "Safety",
        METRICS: "Metrics",
        PARKED: "Messages set aside",
        WAITING: "Messages waiting",
        FILES: "Files to delete",
        SLACK: "Slack",
        SCOPES: "Slack permissions",
        SOCKET: "Slack Socket Mode",
        TEAMS: "Teams",
        PASSWORD: "Teams client secret",
        CLOCK: "Clock",
    }
)
"""By subject: what the line is called."""

MAY_DECIDE: Final = Named(MANAGERS, "may decide", "can't decide", "EVENHAND_MANAGERS")
MAY_WORK: Final = Named(WORKERS, "may use Evenhand", "can't use Evenhand", "EVENHAND_WORKERS")
