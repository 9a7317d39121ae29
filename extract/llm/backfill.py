"""Have many insights read through the provider's batch service: cheaper, and ready within a day.

`submit` hands in what is not on disk yet; `collect` puts the answers that are ready on disk, where the
next run finds them. What the answers leave out or get wrong that run asks for itself.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

import openai
from pydantic import BaseModel, Field, NonNegativeInt, ValidationError

from extract.llm.answers import AnswerStore, Job
from extract.llm.client import ModelClient
from extract.llm.extractor import LlmExtractor
from extract.llm.schemas import ClaimsAnswer
from extract.llm.spending import LimitReached
from graph.errors import ServiceError, UsageError

_ENDED_BADLY = frozenset({"failed", "expired", "cancelled"})


Form = TypeVar("Form", bound=BaseModel)


class _Message(BaseModel):
    content: str


class _Choice(BaseModel):
    message: _Message


class _Usage(BaseModel):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Body(BaseModel):
    choices: list[_Choice] = Field(min_length=1)
    usage: _Usage = _Usage()


class _Response(BaseModel):
    status_code: Literal[200]
    body: _Body


class _Line(BaseModel):
    """A line of the provider's file: the answer to one request that went well."""

    custom_id: NonNegativeInt
    response: _Response


@dataclass(frozen=True, slots=True)
class Collected:
    """What came back: jobs that are done, that are still worked on, that failed; and texts read."""

    done: int = 0
    open: int = 0
    failed: int = 0
    texts: int = 0


def submit(texts: Iterable[str], *, client: ModelClient, extractor: LlmExtractor, answers: AnswerStore) -> int:
    """Hand in the texts that are neither on disk nor with the provider; return how many.

    Raises
    ------
    ServiceError
        If the provider has no batch service, or does not take the job.
    UsageError
        If claims are asked for in short, or it would cost more than the limit.
    """
    if not extractor.form.whole:
        raise UsageError("--batch asks in full. Set FAULTLINE_LLM_PROMPT=full, or leave --batch out.")
    wanted = list(dict.fromkeys(texts))
    there = extractor.kept(wanted).keys() | _under_way(answers, extractor.name)
    batches = extractor.batches(text for text in wanted if text not in there)
    if not batches:
        return 0
    expected = extractor.expected(batches)
    try:
        client.meter.reserve(expected.prompt_tokens, expected.answer_tokens)
    except LimitReached as error:
        raise UsageError(
            f"Not handed in: reading would take about {expected}. Raise --max-cost, or hand in fewer insights."
        ) from error
    lines = [
        {
            "custom_id": str(number),
            "method": "POST",
            "url": "/v1/chat/completions",
            "body": {
                "model": client.model,
                "messages": extractor.form.messages(batch),
                "response_format": _form(),
            },
        }
        for number, batch in enumerate(batches)
    ]
    data = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode("utf-8")
    try:
        file = client.service.files.create(file=("insights.jsonl", data), purpose="batch")
        job = client.service.batches.create(
            input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h"
        )
    except openai.OpenAIError as error:
        raise _refused(client, error) from error
    answers.put_job(Job(job.id, extractor.name, json.dumps(batches, ensure_ascii=False), "sent"))
    return sum(len(batch) for batch in batches)


def collect(*, client: ModelClient, extractor: LlmExtractor, answers: AnswerStore) -> Collected:
    """Put the answers of finished jobs on disk.

    Raises
    ------
    ServiceError
        If the provider does not answer.
    """
    found = Collected()
    for job in answers.jobs(state="sent"):
        if job.made_by != extractor.name:
            continue
        try:
            state = client.service.batches.retrieve(job.id)
            if state.status in _ENDED_BADLY and not state.output_file_id:
                answers.put_job(replace(job, state="failed"))
                found = replace(found, failed=found.failed + 1)
                continue
            if not state.output_file_id or state.status not in {"completed", *_ENDED_BADLY}:
                found = replace(found, open=found.open + 1)
                continue
            content = client.service.files.content(state.output_file_id).text
        except openai.OpenAIError as error:
            raise _refused(client, error) from error
        texts = _keep(content, json.loads(job.parts), extractor, client)
        answers.put_job(replace(job, state="done"))
        found = replace(found, done=found.done + 1, texts=found.texts + texts)
    return found


def _keep(content: str, batches: list[list[str]], extractor: LlmExtractor, client: ModelClient) -> int:
    kept = 0
    for text in content.split("\n"):  # not splitlines(): a string in JSON may hold other ends of line as they are
        line = _read(_Line, text)
        if line is None or line.custom_id >= len(batches):
            continue
        body = line.response.body
        client.meter.settle(0.0, read=body.usage.prompt_tokens, written=body.usage.completion_tokens)
        answer = _read(ClaimsAnswer, body.choices[0].message.content)
        if answer is not None:
            outcomes = extractor.settle(batches[line.custom_id], answer)
            extractor.keep(outcomes)
            kept += len(outcomes)
    return kept


def _read(form: type[Form], text: str) -> Form | None:
    try:
        return form.model_validate_json(text)
    except ValidationError:
        return None  # the next run asks for these insights itself


def _under_way(answers: AnswerStore, made_by: str) -> set[str]:
    jobs = [job for job in answers.jobs(state="sent") if job.made_by == made_by]
    return {text for job in jobs for batch in json.loads(job.parts) for text in batch}


def _form() -> dict[str, Any]:
    return {
        "type": "json_schema",
        "json_schema": {"name": ClaimsAnswer.__name__, "schema": ClaimsAnswer.model_json_schema()},
    }


def _refused(client: ModelClient, error: openai.OpenAIError) -> ServiceError:
    status = getattr(error, "status_code", None)
    what = f"answered {status}" if status else "did not answer"
    return ServiceError(f"The batch service at {client.address} {what}. Leave --batch out to ask directly.")
