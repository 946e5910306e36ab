"""What the user's files may say, as pydantic models; loaded only when one of them was changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from academichub_cli.domain.clean import clean
from academichub_cli.domain.feed_addresses import feed_address
from academichub_cli.domain.identifiers import parse_identifier
from academichub_cli.domain.paper import is_category
from academichub_cli.domain.preferences import parse_interests
from academichub_cli.domain.radar import FollowKind, category_of, identity_of
from academichub_cli.domain.venues import issn_of
from academichub_cli.errors import ConfigError


def _cleaned(text: str) -> str:
    if not (cleaned := clean(text)):
        raise ValueError("there is nothing in it")
    return cleaned


def _category(text: str) -> str:
    if not (category := category_of(clean(text))):
        raise ValueError(f"{clean(text)} is no category; they look like cs.CL or hep-th")
    return category


def _paper(text: str) -> str:
    if not (identifier := parse_identifier(clean(text))):
        raise ValueError(f"{clean(text)} names no paper; use an arXiv id or a DOI")
    return identifier.value


def _switch(given: object) -> object:
    """``on`` and ``off``, which may be written as true and false."""
    match given:
        case True | "true":
            return "on"
        case False | "false":
            return "off"
        case _:
            return given


def _issn(text: str) -> str:
    if not (issn := issn_of(clean(text))):
        raise ValueError(f"{clean(text)} is no ISSN; they look like 1476-4687")
    return issn


def _feed(text: str) -> str:
    if not (address := feed_address(clean(text))):
        raise ValueError(f"{clean(text)[:80]} is no address of a feed; begin it with https://")
    return address


def _interest(text: str) -> str:
    parse_interests((clean(text),))
    return clean(text)


Limited = Annotated[str, Field(min_length=1, max_length=500)]
Text = Annotated[Limited, AfterValidator(_cleaned)]
Category = Annotated[Limited, AfterValidator(_category)]
PaperName = Annotated[Limited, AfterValidator(_paper)]
Issn = Annotated[Limited, AfterValidator(_issn)]
Feed = Annotated[Limited, AfterValidator(_feed)]
_MOST_TOLD = 500
_MOST_NAMES = 30
Switch = Annotated[Literal["auto", "on", "off"], BeforeValidator(_switch)]
Seconds = Annotated[float, Field(ge=0, le=86_400)]
Count = Annotated[int, Field(ge=1, le=1_000)]
Share = Annotated[float, Field(ge=0, le=1)]
Interest = Annotated[Limited, AfterValidator(_interest)]


class Strict(BaseModel):
    """A table that holds nothing but what is declared."""

    model_config = ConfigDict(extra="forbid")


class Reading(Strict):
    """How much is shown."""

    cards: Count | None = None
    shuffle: Count | None = None
    surprise: Share | None = None
    look_back_days: Annotated[int, Field(ge=1, le=90)] | None = None
    pager: bool | None = None


class Ranking(Strict):
    """What the reader wants of the ranking."""

    learned: Share | None = None
    admit: Share | None = None
    freshness: Annotated[float, Field(ge=0, le=10)] | None = None
    diversity: Share | None = None
    interests: Annotated[list[Interest], Field(max_length=100)] | None = None


class Network(Strict):
    """How sources are asked."""

    deadline: Annotated[float, Field(gt=0, le=86_400)] | None = None
    min_interval: Seconds | None = None
    proxy: str | None = None
    ca_file: str | None = None
    contact: str | None = None
    offline: bool | None = None


class Sources(Strict):
    """Which sources are asked."""

    arxiv: Switch | None = None
    biorxiv: Switch | None = None
    medrxiv: Switch | None = None
    crossref: Switch | None = None
    openalex: Switch | None = None
    europepmc: Switch | None = None
    s2: Switch | None = None
    orcid: Switch | None = None
    hf: Switch | None = None
    feeds: Switch | None = None


class Addresses(Strict):
    """Where sources are."""

    arxiv_api: str | None = None
    arxiv_rss: str | None = None
    arxiv_listing: str | None = None
    arxiv_oai: str | None = None
    arxiv_author: str | None = None
    biorxiv: str | None = None
    crossref: str | None = None
    openalex: str | None = None
    europepmc: str | None = None
    s2: str | None = None
    orcid: str | None = None
    hf: str | None = None


class Llm(Strict):
    """The model that writes briefs, and what it may cost."""

    model: Annotated[str, Field(max_length=200)] | None = None
    base_url: Annotated[str, Field(max_length=500)] | None = None
    deadline: Annotated[float, Field(gt=0, le=3_600)] | None = None
    max_input_tokens: Annotated[int, Field(ge=1_000, le=1_000_000)] | None = None
    max_output_tokens: Annotated[int, Field(ge=100, le=100_000)] | None = None
    max_cost: Annotated[float, Field(ge=0)] | None = None
    max_cost_month: Annotated[float, Field(ge=0, le=100_000)] | None = None


class CalendarTable(Strict):
    """arXiv's days without mailing."""

    no_mailing: list[date] | None = None


class ConfigFile(Strict):
    """`config.toml`."""

    language: Literal["", "en", "zh"] | None = None
    reading: Reading = Reading()
    ranking: Ranking = Ranking()
    network: Network = Network()
    sources: Sources = Sources()
    addresses: Addresses = Addresses()
    llm: Llm = Llm()
    calendar: CalendarTable = CalendarTable()


class FollowTable(Strict):
    """One ``[[follow]]``: a kind with its text, an id where one is known, and who is meant.

    A journal may have ISSNs, further names and a feed.
    """

    author: Text | None = None
    topic: Text | None = None
    category: Category | None = None
    journal: Text | None = None
    paper: PaperName | None = None
    id: Text | None = None
    other_ids: Annotated[list[Text], Field(max_length=_MOST_TOLD)] = []
    papers: Annotated[list[PaperName], Field(max_length=_MOST_TOLD)] = []
    coauthors: Annotated[list[Text], Field(max_length=_MOST_TOLD)] = []
    not_papers: Annotated[list[PaperName], Field(max_length=_MOST_TOLD)] = []
    issn: Annotated[list[Issn], Field(max_length=_MOST_NAMES)] = []
    also: Annotated[list[Text], Field(max_length=_MOST_NAMES)] = []
    feed: Feed | None = None

    @property
    def key(self) -> tuple[FollowKind, str]:
        """As of `Follow`."""
        kind, text = next(
            (kind, text) for kind in FollowKind if (text := getattr(self, kind.value)) is not None
        )
        return (kind, identity_of(kind, text))

    @model_validator(mode="after")
    def _is_one_thing(self) -> FollowTable:
        told_apart = {"papers", "coauthors", "not_papers"}
        of_a_journal = {"issn", "also", "feed"}
        ids = {"id", "other_ids"}
        named = self.model_dump(exclude=ids | told_apart | of_a_journal, exclude_none=True)
        if len(named) != 1:
            raise ValueError("name one of author, topic, category, journal, paper")
        if self.author is None and any(getattr(self, name) for name in told_apart):
            raise ValueError("papers, coauthors and not_papers tell authors apart, nothing else")
        if self.other_ids and (self.author is None or not self.id):
            raise ValueError("other_ids are of an author who has an id")
        if self.journal is None and any(getattr(self, name) for name in of_a_journal):
            raise ValueError("issn, also and feed are of journals, nothing else")
        return self


class MuteTable(Strict):
    """One ``[[mute]]``."""

    text: Text
    scope: Literal["author", "topic", "category"] | None = None
    until: date | None = None

    @property
    def key(self) -> tuple[FollowKind | None, str]:
        """As of `Mute`."""
        scope = FollowKind(self.scope) if self.scope else None
        return (scope, identity_of(scope, self.text))

    @model_validator(mode="after")
    def _has_a_category(self) -> MuteTable:
        if self.scope == "category" and not is_category(self.text) and "." in self.text:
            raise ValueError(f"{self.text} is no arXiv category")
        return self


Keyed = TypeVar("Keyed", FollowTable, MuteTable)


def _distinct(tables: list[Keyed]) -> list[Keyed]:
    distinct: dict[object, Keyed] = {}
    for table in tables:
        distinct.setdefault(table.key, table)
    return list(distinct.values())


class RadarFile(Strict):
    """`radar.toml`."""

    follow: list[FollowTable] = Field(default=[], max_length=5_000)
    mute: list[MuteTable] = Field(default=[], max_length=5_000)

    @model_validator(mode="after")
    def _says_each_thing_once(self) -> RadarFile:
        """Each entry once, in the order of first mention."""
        self.follow, self.mute = _distinct(self.follow), _distinct(self.mute)
        return self


_MODELS: dict[str, type[BaseModel]] = {"ConfigFile": ConfigFile, "RadarFile": RadarFile}


def validate(schema: str, path: Path, tables: dict[str, Any]) -> dict[str, Any]:
    """What was written, as JSON can hold it. Raises ConfigError with the first fault's place."""
    try:
        model = _MODELS[schema].model_validate(tables)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        reason = first["msg"].removeprefix("Value error, ").lower()
        raise ConfigError(
            f"{path}: {place}: {reason}", hint="correct that line; nothing was changed"
        ) from None
    return model.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
