"""What a service sets of matching for itself: thresholds that count before the packaged ones, words beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot import ownfile
from bot.matching import tables
from bot.words import installing

PACKAGED = "bot/matching/weights.toml"
Share = Annotated[float | None, Field(gt=0, lt=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Thresholds(_Part):
    """What a service may set; None: as packaged."""

    likely: Share = None
    sure: Share = None
    person_sure: Share = None

    @property
    def given(self) -> Mapping[str, float]:
        """Those that the file sets."""
        return {name: value for name, value in self if value is not None}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.given:
            raise ValueError(installing.no_threshold(list(Thresholds.model_fields)))
        both = in_use(self)
        if both["sure"] < both["likely"]:
            raise ValueError(installing.sure_below_likely(both["sure"], both["likely"]))
        return self


Says = Annotated[list[Annotated[str, Field(min_length=2, max_length=60)]], Field(min_length=1)]


class OwnThresholds(_Part):
    """A file that EVENHAND_MATCHING names; `version` is the service's own word for it.

    `says`: by topic of `lexicon.toml`, what people there say for it as well.
    """

    version: Annotated[str, Field(pattern=r"^[!-~][ -~]{0,39}$")]
    thresholds: Thresholds | None = None
    says: dict[str, Says] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.thresholds is None and not self.says:
            raise ValueError(installing.nothing_of_matching())
        if unknown := sorted(self.says.keys() - tables.packaged_topics()):
            raise ValueError(installing.unknown_topics(unknown))
        return self

    @property
    def given(self) -> Mapping[str, float]:
        """The thresholds that the file sets."""
        return self.thresholds.given if self.thresholds else {}


def load(path: Path) -> OwnThresholds:
    """The thresholds in this file; raises FileMistake."""
    return ownfile.load(OwnThresholds, path)


def in_use(own: Thresholds | None) -> Mapping[str, float]:
    """Every threshold that counts, where these are set."""
    return {**tables.packaged_thresholds(), **(own.given if own else {})}


@dataclass(frozen=True)
class Where:
    """Where a threshold is set: the file's name and line, the line of its version; line 0: nowhere in that file yet."""

    file: str
    line: int
    version_line: int
    own: bool


def where(name: str, own_file: Path | None) -> Where:
    """Where a person changes this threshold: in the service's own file, else in the packaged one. Raises OSError."""
    text = own_file.read_text("utf-8") if own_file else tables.packaged_text()
    file = own_file.name if own_file else PACKAGED
    place, heading = (ownfile.line_of(text, ("thresholds", *more)) for more in ((name,), ()))
    return Where(file, place if place != heading else 0, ownfile.line_of(text, ("version",)), bool(own_file))
