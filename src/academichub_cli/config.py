"""Settings: `config.toml`, overruled by the environment.

A file is validated by pydantic once and then remembered with what it says, for pydantic alone would
be half of a warm command's time.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from academichub_cli import __version__, files
from academichub_cli.domain.announcements import NO_MAILING
from academichub_cli.domain.preferences import Preferences, parse_interests
from academichub_cli.errors import ConfigError, StateError
from academichub_cli.paths import Paths
from academichub_cli.web import check_address, is_loopback

LANGUAGES = ("en", "zh")
AUTO, ON, OFF = "auto", "on", "off"
Built = TypeVar("Built")
_YEARS = range(1991, 2200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting; the names are those of `config.toml`, section and key joined by ``_``.

    A comment in the declaration is the setting's line in `config.example.toml`.
    """

    language: str = ""
    reading_cards: int = 10
    reading_shuffle: int = 10
    reading_surprise: float = 0.3
    reading_look_back_days: int = 14
    reading_pager: bool = True
    ranking_learned: float = 1.0
    ranking_admit: float = 0.3
    ranking_freshness: float = 1.0
    ranking_diversity: float = 0.15
    ranking_interests: tuple[str, ...] = ()
    network_deadline: float = 30.0
    network_min_interval: float = 3.0
    network_proxy: str = ""
    network_ca_file: str = ""
    network_contact: str = ""
    network_offline: bool = False
    sources_arxiv: str = "auto"
    sources_biorxiv: str = "auto"
    sources_medrxiv: str = "auto"
    sources_crossref: str = "auto"
    sources_openalex: str = "auto"
    sources_europepmc: str = "auto"
    sources_s2: str = "auto"
    sources_orcid: str = "auto"
    sources_hf: str = "auto"
    sources_feeds: str = "auto"
    addresses_arxiv_api: str = "https://export.arxiv.org/api/query"
    addresses_arxiv_rss: str = "https://rss.arxiv.org/rss"
    addresses_arxiv_listing: str = "https://arxiv.org/list"
    addresses_arxiv_oai: str = "https://oaipmh.arxiv.org/oai"
    addresses_arxiv_author: str = "https://arxiv.org/a"
    addresses_biorxiv: str = "https://api.biorxiv.org"
    addresses_crossref: str = "https://api.crossref.org"
    addresses_openalex: str = "https://api.openalex.org"
    addresses_europepmc: str = "https://www.ebi.ac.uk/europepmc/webservices/rest"
    addresses_s2: str = "https://api.semanticscholar.org"
    addresses_orcid: str = "https://pub.orcid.org"
    addresses_hf: str = "https://huggingface.co/api"
    llm_model: str = ""
    llm_base_url: str = ""
    llm_deadline: float = 120.0
    llm_max_input_tokens: int = 16_000
    llm_max_output_tokens: int = 4_000
    llm_max_cost: float = 0.5
    llm_max_cost_month: float = 10.0
    calendar_no_mailing: tuple[date, ...] = field(default=tuple(sorted(NO_MAILING)))

    @property
    def preferences(self) -> Preferences:
        """The section ``[ranking]`` as the ranking takes it."""
        return Preferences(
            learned=self.ranking_learned,
            admit=self.ranking_admit,
            freshness=self.ranking_freshness,
            diversity=self.ranking_diversity,
            interests=parse_interests(self.ranking_interests),
        )

    def addresses_of(self, source: str) -> dict[str, str]:
        """The addresses of a source of many routes that can be asked, by route."""
        prefix = f"{source}_"
        keys = [each.name.removeprefix("addresses_") for each in fields(self)]
        return self.reached({key.removeprefix(prefix): key for key in keys if _begins(key, prefix)})

    def reached(self, routes: Mapping[str, str]) -> dict[str, str]:
        """The addresses of these routes, each named by its key under ``[addresses]``.

        They go together: whoever moves the first to a mirror must move the others too, or does
        without them, lest a mirror's gaps be filled from somewhere else. And whoever has any source
        on this machine asks nobody beyond it unless they say so.
        """
        names = {route: f"addresses_{key}" for route, key in routes.items()}
        is_moved = {
            route: getattr(self, name) != getattr(_DEFAULTS, name) for route, name in names.items()
        }
        is_mirror = next(iter(is_moved.values()), False) or self._is_on_this_machine()
        return {
            route: getattr(self, name)
            for route, name in names.items()
            if is_moved[route] or not is_mirror
        }

    def _is_on_this_machine(self) -> bool:
        """Whether any source is."""
        own = (
            getattr(self, name)
            for name in _ADDRESSES
            if getattr(self, name) != getattr(_DEFAULTS, name)
        )
        return any(is_loopback(urlsplit(address).hostname or "") for address in own)

    def switch_of(self, source: str) -> str:
        """``auto``, ``on`` or ``off``: whether the user wants a source asked."""
        return str(getattr(self, f"sources_{source}", AUTO))


_DEFAULTS = Settings()
_ADDRESSES = tuple(each.name for each in fields(Settings) if each.name.startswith("addresses_"))


def _begins(key: str, prefix: str) -> bool:
    """Whether an address is one of a source's, of which there is one a route."""
    return key.startswith(prefix) and hasattr(_DEFAULTS, f"addresses_{key}")


_A_DAY = 86_400
_MORE_THAN_NOTHING = {"HUB_DEADLINE"}
# Environment variable → the setting it overrules.
ENVIRONMENT = {
    "HUB_LANG": "language",
    "HUB_DEADLINE": "network_deadline",
    "HUB_MIN_INTERVAL": "network_min_interval",
    "HUB_OFFLINE": "network_offline",
    **{f"HUB_{name.removeprefix('addresses_').upper()}_URL": name for name in _ADDRESSES},
    "HUB_LLM_MODEL": "llm_model",
    "HUB_LLM_BASE_URL": "llm_base_url",
}


def load(paths: Paths, environ: Mapping[str, str]) -> Settings:
    """The settings in force. Raises ConfigError, or StateError for a damaged file."""
    from_file = read_validated(
        paths.config_file, schema="ConfigFile", cache_dir=paths.cache_dir, build=_settings_of
    )
    overruled = {
        setting: _from_environment(variable, environ[variable])
        for variable, setting in ENVIRONMENT.items()
        if environ.get(variable, "").strip()
    }
    settings = replace(from_file, **overruled)
    checked: dict[str, Any] = {
        each.name: check_address(_origin(each.name, environ), getattr(settings, each.name))
        for each in fields(settings)
        if _is_address(each.name) and getattr(settings, each.name)
    }
    return replace(settings, **checked)


def _is_address(setting: str) -> bool:
    return setting.startswith("addresses_") or setting == "llm_base_url"


def read_validated(
    path: Path, *, schema: str, cache_dir: Path, build: Callable[[dict[str, Any]], Built]
) -> Built:
    """What is built from a TOML file of the user's, validated by a model of `_schemas`.

    Only what was written is handed over, as JSON can hold it, and {} without a file. Raises
    StateError where the file cannot be read and ConfigError where it says what cannot be.
    """
    if (content := files.read_bytes(path)) is None:
        return build({})
    snapshot = cache_dir / "validated" / f"{path.stem}.json"
    # Held against the file itself: a digest's module takes longer to load than both to compare.
    of = f"{__version__} {content.decode('latin-1')}"
    if (remembered := _remembered(snapshot, of)) is not None:
        # The cache is nobody's word: what nothing can be built from was not put there by us.
        with contextlib.suppress(ValueError, TypeError, LookupError, AttributeError):
            return build(remembered)
    validated: dict[str, Any] = _validator()(schema, path, parse_toml(path, content))
    _remember(snapshot, {"of": of, "values": validated})
    return build(validated)


def _settings_of(tables: dict[str, Any]) -> Settings:
    """The settings of validated tables. Raises an error of Python's for tables that are not."""
    values = _flat(tables)
    if "calendar_no_mailing" in values:
        days = (date.fromisoformat(day) for day in values["calendar_no_mailing"])
        values["calendar_no_mailing"] = tuple(sorted(days))
    if "ranking_interests" in values:
        values["ranking_interests"] = tuple(values["ranking_interests"])
        parse_interests(values["ranking_interests"])
    settings = Settings(**values)
    for each in fields(Settings):
        value, kind = getattr(settings, each.name), type(each.default)
        if type(value) is not kind and not (kind is float and type(value) is int):
            raise TypeError(f"{each.name} is no {kind.__name__}")
    return settings


def parse_toml(path: Path, content: bytes) -> dict[str, Any]:
    """The file's tables. Raises StateError, naming the backup and the repair, where it is none."""
    # A file that was validated before is not parsed again, so that most commands need no parser.
    tomllib = import_module("tomllib")
    try:
        tables: dict[str, Any] = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # no UTF-8, or no TOML
        raise damaged(path, str(error)) from error
    return tables


def damaged(path: Path, reason: str) -> StateError:
    """The error for a file that does not parse."""
    backup = files.backup_of(path)
    kept = f"its backup is {backup}; " if backup.exists() else ""
    return StateError(
        f"{path} is damaged: {reason[:200]}",
        hint=f"mend it by hand, or run `hub doctor --repair`: {kept}nothing was changed",
    )


def time_now(environ: Mapping[str, str]) -> datetime:
    """The time it is, from HUB_NOW where that is set. Raises ConfigError for no time with zone."""
    if not (given := environ.get("HUB_NOW", "").strip()):
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(given)
        if moment.tzinfo is not None and moment.year in _YEARS:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ConfigError(
        "HUB_NOW is no time with a zone", hint="write it like 2026-06-12T09:00:00+02:00"
    )


def _validator() -> Callable[[str, Path, dict[str, Any]], dict[str, Any]]:
    found: Callable[[str, Path, dict[str, Any]], dict[str, Any]]
    found = import_module("academichub_cli._schemas").validate
    return found


def _flat(tables: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in tables.items():
        if isinstance(value, dict):
            values |= {f"{name}_{key}": inner for key, inner in value.items()}
        else:
            values[name] = value
    return values


def _from_environment(variable: str, text: str) -> Any:  # noqa: ANN401 (the setting's own type)
    text = text.strip()
    kind = {each.name: each.type for each in fields(Settings)}[ENVIRONMENT[variable]]
    match kind:
        case "float":
            return _number(variable, text)
        case "bool":
            return _yes_or_no(variable, text)
        case _ if variable == "HUB_LANG":
            return _language(text)
        case _ if variable == "HUB_LLM_MODEL":
            return text
        case _:
            return check_address(variable, text)


def _yes_or_no(variable: str, text: str) -> bool:
    if text.casefold() in {"1", "true", "yes", "on"}:
        return True
    if text.casefold() in {"0", "false", "no", "off"}:
        return False
    raise ConfigError(f"{variable} is neither yes nor no", hint="write 1 or 0")


def _number(variable: str, text: str) -> float:
    with contextlib.suppress(ValueError):
        number = float(text)
        if 0 <= number <= _A_DAY and (number or variable not in _MORE_THAN_NOTHING):
            return number
    raise ConfigError(f"{variable} is no number of seconds", hint="write it like 3 or 0.5")


def _language(text: str) -> str:
    language = text.casefold()[:2]
    if language not in LANGUAGES:
        raise ConfigError("HUB_LANG is no language of hub's", hint="write en or zh")
    return language


def _origin(setting: str, environ: Mapping[str, str]) -> str:
    """Where a setting was made, for a message."""
    variable = next((name for name, known in ENVIRONMENT.items() if known == setting), "")
    return variable if environ.get(variable) else setting.replace("_", ".", 1)


def _remembered(snapshot: Path, of: str) -> dict[str, Any] | None:
    try:
        kept = json.loads(snapshot.read_bytes())
        values = kept["values"] if kept["of"] == of else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return values if isinstance(values, dict) else None


def _remember(snapshot: Path, kept: dict[str, Any]) -> None:
    with contextlib.suppress(StateError, OSError):
        files.make_folder(snapshot.parent)
        files.write_text(snapshot, json.dumps(kept), keep_backup=False)


def language_of(settings: Settings, environ: Mapping[str, str] = os.environ) -> str:
    """``zh`` where the reader asked for it or their locale is Chinese, else ``en``."""
    if settings.language:
        return settings.language
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(variable):
            return "zh" if value.casefold().startswith("zh") else "en"
    return "en"
