from __future__ import annotations

from pathlib import Path

from academichub_cli import config
from academichub_cli.config import ENVIRONMENT, Settings
from academichub_cli.paths import Paths

EXAMPLE = Path(__file__).parents[1] / "config.example.toml"


def test_the_example_names_every_setting_with_its_default_and_no_other(tmp_path):
    folders = {"config_dir": tmp_path, "data_dir": tmp_path, "cache_dir": tmp_path}
    paths = Paths(**folders)
    paths.config_file.write_bytes(EXAMPLE.read_bytes())
    assert config.load(paths, {}) == Settings()
    tables = config.parse_toml(EXAMPLE, EXAMPLE.read_bytes())
    named = {
        f"{name}_{key}" if isinstance(table, dict) else name
        for name, table in tables.items()
        for key in (table if isinstance(table, dict) else [name])
    }
    assert named == set(Settings.__dataclass_fields__)


def test_the_example_names_every_variable_that_overrules_a_setting():
    text = EXAMPLE.read_text()
    assert [variable for variable in ENVIRONMENT if f"({variable})" not in text] == []
