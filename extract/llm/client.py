"""Speak to the model service: the only file that does.

Instructor turns a response model into a request, by JSON schema, tools, JSON or in plain text, whichever the
server understands, and the answer back into the model. The openai client repeats a request that was
refused for a moment (429, 5xx, a cut line), and waits as long as the server says.
"""

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, TypeVar

import instructor
import openai
from instructor.core import IncompleteOutputException, InstructorRetryException
from pydantic import BaseModel

from extract.llm.answers import AnswerStore
from extract.llm.batching import tokens
from extract.llm.breaker import Breaker
from extract.llm.prompts import Prompt
from extract.llm.spending import LimitReached, Meter
from graph.errors import ServiceRefused, ServiceUnreachable, SettingsError
from graph.settings import Settings

Answer = TypeVar("Answer", bound=BaseModel)

MODES = {
    "json_schema": instructor.Mode.JSON_SCHEMA,
    "tools": instructor.Mode.TOOLS,
    "json": instructor.Mode.JSON,
    "text": instructor.Mode.MD_JSON,
}
"""Ways of asking for a typed answer, the strictest first."""

_SHOWN = 200


class AnswerUnusable(Exception):
    """The service answered, but not with what was asked for: cut short, refused, or of another form."""


class NotAnswered(Exception):
    """The service did not answer, or was not asked; asking again later may help."""


class ModelClient:
    """Asks one model for typed answers, from several threads.

    Parameters
    ----------
    settings : Settings
        Address, key, model, retries and time limits.
    answers : AnswerStore
        Where the way of asking that the server understands is remembered.
    meter : Meter
        What counts requests, tokens and money.

    Raises
    ------
    SettingsError
        If model, or both key and address, are missing.
    """

    def __init__(self, settings: Settings, *, answers: AnswerStore, meter: Meter) -> None:
        if not settings.llm_model:
            raise SettingsError("The llm engine needs a model. Set FAULTLINE_MODEL to its name on your server.")
        if settings.openai_api_key is None and settings.openai_base_url is None:
            raise SettingsError("The llm engine needs OPENAI_API_KEY, or OPENAI_BASE_URL for a server without keys.")
        self.model = settings.llm_model
        self.meter = meter
        self._key = _key(settings)
        # Instructor logs each failed answer as an error, with what the service said: our own report is enough.
        logging.getLogger("instructor").setLevel(logging.CRITICAL)
        logging.getLogger("instructor.v2.retry").setLevel(logging.CRITICAL)
        self.service = openai.OpenAI(
            api_key=self._key or "none",
            base_url=(settings.openai_base_url or "https://api.openai.com/v1").strip(),
            max_retries=settings.llm_retries,
            timeout=settings.llm_timeout,
            http_client=openai.DefaultHttpxClient(event_hooks={"request": [lambda _request: meter.count_request()]}),
        )
        # As it is shown and kept: an address may carry a login or a key.
        self.address = str(self.service.base_url.copy_with(userinfo=b"", query=None))
        self._breaker = Breaker()
        self._modes = _Modes(settings.llm_mode, answers, self.address, self.model)

    def close(self) -> None:
        """Close the connections."""
        self.service.close()

    def ask(
        self,
        prompt: Prompt,
        form: type[Answer],
        values: Mapping[str, Any],
        *,
        expected: int,
        limits: Mapping[str, Any] | None = None,
    ) -> Answer:
        """Ask once, and return the answer in its form.

        Parameters
        ----------
        prompt : Prompt
        form : type
            The response model.
        values : mapping
            What stands in the prompt.
        expected : int
            Tokens that the answer will take, for the limit on cost.
        limits : mapping, optional
            More that the request says, such as ``max_tokens``; not every service takes all of it.

        Raises
        ------
        AnswerUnusable
            If what came back is cut short, a refusal, or of another form.
        NotAnswered
            If the service is busy, broken or gone, or a limit is reached.
        ServiceUnreachable, ServiceRefused
            If no later request can fare better: nobody listens, the key or the model is unknown.
        """
        messages = prompt.messages(values)
        read = sum(tokens(message["content"]) for message in messages)
        with self._modes.settled() as modes:
            for place, mode in enumerate(modes):
                try:
                    answer = self._ask(mode, form, messages, read=read, written=expected, limits=limits or {})
                except _NotUnderstood as error:
                    if place + 1 < len(modes):
                        continue
                    if error.may_pass:
                        self._breaker.failure()
                        raise NotAnswered(str(error)) from error
                    raise AnswerUnusable(str(error)) from error
                self._modes.understood(mode)
                return answer
        raise AnswerUnusable("no way of asking is left")

    def probe(self, mode: str) -> str | None:
        """Ask for a tiny answer in one mode; return None when the server understands it, else what it said."""

        class Ready(BaseModel):
            """Whether the server is ready."""

            ready: bool

        messages = [{"role": "user", "content": "Answer with ready set to true."}]
        try:
            self._ask(mode, Ready, messages, read=50, written=20)
        except (_NotUnderstood, AnswerUnusable, NotAnswered) as error:
            return str(error)
        return None

    def _ask(
        self,
        mode: str,
        form: type[Answer],
        messages: list[dict[str, str]],
        *,
        read: int,
        written: int,
        limits: Mapping[str, Any] = MappingProxyType({}),
    ) -> Answer:
        if reason := self._breaker.open():
            raise NotAnswered(reason)
        try:
            reserved = self.meter.reserve(read, written)
        except LimitReached as error:
            raise NotAnswered(str(error)) from error
        used: dict[str, int] = {}
        client = instructor.from_openai(self.service, mode=MODES[mode])
        # A server that counts nothing is counted by our own estimate, or no limit would ever be reached.
        client.on("completion:response", lambda response: used.update(_usage(response, read=read, written=written)))
        try:
            # No `context`: with one, instructor would run the texts through a template engine.
            answer = client.create(
                messages=[dict(message) for message in messages],  # type: ignore[misc]
                response_model=form,
                model=self.model,
                max_retries=0,
                **limits,
            )
        except IncompleteOutputException as error:
            raise AnswerUnusable("the answer was cut short") from error
        except InstructorRetryException as error:
            self._raise_for(error.__cause__ or error, answered=bool(used))
        finally:
            self.meter.settle(reserved, read=used.get("prompt", 0), written=used.get("answer", 0))
        self._breaker.success()
        return answer

    def _raise_for(self, error: BaseException, *, answered: bool) -> None:
        """Turn what went wrong into one of our own errors."""
        if isinstance(error, openai.APIStatusError):
            self._raise_for_status(error)
        if isinstance(error, openai.APITimeoutError):
            self._breaker.failure()
            raise NotAnswered("the model service did not answer in time") from error
        if isinstance(error, openai.APIConnectionError):
            if not self._breaker.ever_answered:
                raise ServiceUnreachable(
                    f"No model service answers at {self.address}. Start it, or look at OPENAI_BASE_URL."
                ) from None
            self._breaker.failure()
            raise NotAnswered("the connection to the model service broke") from error
        self._breaker.success()
        if isinstance(error, AssertionError):
            raise AnswerUnusable("the model refused to answer") from error
        what = "of another form than asked for" if answered else "not readable"
        raise _NotUnderstood(f"the answer was {what}") from error

    def _raise_for_status(self, error: openai.APIStatusError) -> None:
        status, said = error.status_code, self._without_key(_said(error))
        if status in {401, 403}:
            raise ServiceRefused(f"The service at {self.address} refuses the key. Look at OPENAI_API_KEY.") from None
        if status == 404:
            raise ServiceRefused(
                f"The service at {self.address} does not know {self.model!r}. Look at FAULTLINE_MODEL and "
                f"OPENAI_BASE_URL. It said: {said}"
            ) from None
        if status in {400, 413, 415, 422, 501}:
            self._breaker.success()
            raise _NotUnderstood(f"the service refused the request ({status}): {said}") from None
        if status >= 500 and not self._breaker.ever_answered:
            # Some servers answer 500 to a form of request that they do not know.
            raise _NotUnderstood(f"the service answered {status}: {said}", may_pass=True) from None
        self._breaker.failure()
        raise NotAnswered(f"the service answered {status}: {said}") from None

    def _without_key(self, text: str) -> str:
        return text.replace(self._key, "***") if self._key else text


class _NotUnderstood(Exception):
    """The server cannot be asked in this way, or not this; `may_pass` where it may only be in trouble."""

    def __init__(self, message: str, *, may_pass: bool = False) -> None:
        super().__init__(message)
        self.may_pass = may_pass


class _Modes:
    """Finds the way of asking that the server understands, on the first real request, and remembers it."""

    def __init__(self, wanted: str, answers: AnswerStore, server: str, model: str) -> None:
        self._answers, self._server, self._model = answers, server, model
        self._settled = None if wanted == "auto" else wanted
        self._lock = threading.Lock()

    @contextmanager
    def settled(self) -> Iterator[list[str]]:
        """Give the modes to try; until one is settled, one request at a time tries them."""
        if self._settled is not None:
            yield [self._settled]
            return
        with self._lock:
            if self._settled is not None:
                yield [self._settled]
                return
            # What worked last time comes first: the server may have changed since.
            known = self._answers.mode(self._server, self._model)
            yield sorted(MODES, key=lambda mode: mode != known)

    def understood(self, mode: str) -> None:
        if self._settled is None:
            self._settled = mode
            self._answers.remember_mode(self._server, self._model, mode)


def _key(settings: Settings) -> str:
    key = "" if settings.openai_api_key is None else settings.openai_api_key.get_secret_value().strip()
    if not key.isascii() or not key.isprintable():
        raise SettingsError("OPENAI_API_KEY holds a character that no key has. Copy it again.")
    return key


def _usage(response: Any, *, read: int, written: int) -> dict[str, int]:
    usage = getattr(response, "usage", None)
    return {
        "prompt": getattr(usage, "prompt_tokens", None) or read,
        "answer": getattr(usage, "completion_tokens", None) or written,
    }


def _said(error: openai.APIStatusError) -> str:
    body = error.body
    message = body.get("message") if isinstance(body, dict) else None
    text = " ".join(str(message or error.response.reason_phrase or "nothing more").split())
    return text[:_SHOWN]
