"""Where the user's files are: the platform's folders, or those the environment names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from platformdirs import user_cache_dir, user_config_dir, user_data_dir

from academichub_cli.errors import ConfigError

_APP = "academichub"
_PLATFORM = {"config": user_config_dir, "data": user_data_dir, "cache": user_cache_dir}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """The three folders, and what is in them."""

    config_dir: Path
    data_dir: Path
    cache_dir: Path

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """The folders of this user. Raises ConfigError for a path that cannot be one."""
        return cls(
            config_dir=_folder("config", environ),
            data_dir=_folder("data", environ),
            cache_dir=_folder("cache", environ),
        )

    @property
    def config_file(self) -> Path:
        """Settings."""
        return self.config_dir / "config.toml"

    @property
    def radar_file(self) -> Path:
        """Follows and mutes."""
        return self.config_dir / "radar.toml"

    @property
    def journals_file(self) -> Path:
        """The reader's own sets of journals."""
        return self.config_dir / "journals.toml"

    @property
    def library_file(self) -> Path:
        """Papers, marks, and what was shown."""
        return self.data_dir / "library.db"

    @property
    def pace_dir(self) -> Path:
        """When each site was last asked, and when it may be asked again."""
        return self.data_dir / "pace"


def _folder(kind: str, environ: Mapping[str, str]) -> Path:
    name = f"HUB_{kind.upper()}_DIR"
    if not (given := environ.get(name)):
        return Path(_PLATFORM[kind](_APP, appauthor=False))
    try:
        folder = Path(given).expanduser().absolute()
        folder.lstat()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return folder  # whether it can be made is seen when it is needed
    except (OSError, RuntimeError, ValueError) as error:  # too long, an unknown ~user, a NUL
        raise ConfigError(f"{name} is no path", hint="name a folder") from error
    if not folder.is_dir():
        raise ConfigError(f"{name} names {folder}, which is a file", hint="name a folder")
    return folder
