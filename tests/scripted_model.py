"""A model service over real HTTP whose answers and faults a test writes down.

It speaks the protocol of chat completions (JSON schema, tools, JSON, plain text), of files and of batches. What is
asked is read back out of the prompt as a model would have to, so nothing but HTTP joins it to the engine.
"""

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_INSIGHT = re.compile(r"\[insight (\d+) (\w+)\]\n(.*?)\n\[end \1 \2\]", re.DOTALL)
_ITEM = re.compile(
    r"\[item (\d+) (\w+)\]\n(.*?)\n\[claim \1 \2\]\n(.*?)\n\[wrong \1 \2\]\n(.*?)\n\[end \1 \2\]", re.DOTALL
)
_CLAIM = re.compile(
    r"^c(\d+) \| actor: (.*?) \| does: (.*?) \| judged: (.*?) \| put: .*? \| date: (\S+) \| words: (.*)$", re.MULTILINE
)
_PAIR = re.compile(r"^p(\d+): c(\d+) c(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """One request as the service sees it."""

    body: dict[str, Any]
    mode: str

    @property
    def system(self) -> str:
        return "\n".join(m["content"] for m in self.body["messages"] if m["role"] == "system")

    @property
    def user(self) -> str:
        return "\n".join(m["content"] for m in self.body["messages"] if m["role"] == "user")

    @property
    def kind(self) -> str:
        for kind, sign in (("claims", "[insight 1 "), ("repair", "[item 1 "), ("verdicts", "[claims ")):
            if sign in self.user:
                return kind
        return "probe" if "ready set to true" in self.user else "other"

    @property
    def form(self) -> str:
        """Name of the form that the answer shall have."""
        return str(self.body.get("response_format", {}).get("json_schema", {}).get("name", ""))

    @property
    def insights(self) -> dict[int, str]:
        return {int(number): text for number, _, text in _INSIGHT.findall(self.user)}

    @property
    def items(self) -> dict[int, tuple[str, dict[str, Any], str]]:
        return {int(n): (text, json.loads(given), wrong) for n, _, text, given, wrong in _ITEM.findall(self.user)}

    @property
    def claims(self) -> dict[int, dict[str, str]]:
        names = ("actor", "strategy", "judged", "date", "evidence")
        return {int(found[0]): dict(zip(names, found[1:], strict=True)) for found in _CLAIM.findall(self.user)}

    @property
    def pairs(self) -> dict[int, tuple[int, int]]:
        return {int(number): (int(a), int(b)) for number, a, b in _PAIR.findall(self.user)}


@dataclass(frozen=True)
class Fault:
    """Something other than a whole answer.

    Attributes
    ----------
    status, headers, message
        An HTTP error.
    cut, hang
        Close the line in the middle of the answer; wait so many seconds before it.
    text, finish, refusal
        What stands in the answer instead of JSON, why it ends, and what the model says when it refuses.
    body
        The whole of the answer, in place of a completion.
    """

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    message: str = "scripted"
    cut: bool = False
    hang: float = 0.0
    text: str | None = None
    finish: str = "stop"
    refusal: str | None = None
    body: str | None = None


Answer = Callable[[Asked], Any]


@dataclass
class ScriptedModel:
    """What the service answers, and what it was asked.

    Attributes
    ----------
    answer
        Gives the answer to a request as data, or a `Fault`.
    modes
        Ways of asking that the service understands; another gets a 422.
    counts
        Whether answers say how many tokens they took.
    """

    answer: Answer
    modes: frozenset[str] = frozenset({"json_schema", "tools", "json", "text"})
    asked: list[Asked] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    counts: bool = True
    prompt_tokens: int = 0
    files: dict[str, str] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    url: str = ""

    def of(self, kind: str) -> list[Asked]:
        """Return the requests of a kind: claims, repair, verdicts, probe."""
        return [asked for asked in self.asked if asked.kind == kind]


@contextmanager
def serving(model: ScriptedModel) -> Iterator[ScriptedModel]:
    """Serve on a free port of loopback while the block runs."""

    class Handler(_Handler):
        script = model

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    script: ScriptedModel
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        path = self.path.removeprefix("/v1")
        if path == "/models":
            self._send(200, {"object": "list", "data": [{"id": "scripted", "object": "model", "created": 0}]})
        elif path.startswith("/batches/"):
            self._send(200, self.script.batches[path.split("/")[2]])
        elif path.startswith("/files/") and path.endswith("/content"):
            self._raw(200, self.script.files[path.split("/")[2]].encode())
        else:
            self._send(404, {"error": {"message": f"no {path}"}})

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        path = self.path.removeprefix("/v1")
        if path == "/files":
            self._upload(data)
        elif path == "/batches":
            self._batch(json.loads(data))
        else:
            self._complete(json.loads(data), len(data))

    def _complete(self, body: dict[str, Any], size: int) -> None:
        asked = Asked(body, _mode(body))
        if asked.mode not in self.script.modes:
            self._send(422, {"error": {"message": f"response_format {asked.mode} is not known"}})
            return
        self.script.asked.append(asked)
        self.script.headers.append(dict(self.headers))
        given = {"ready": True} if asked.kind == "probe" else self.script.answer(asked)
        fault = given if isinstance(given, Fault) else Fault()
        if fault.hang:
            time.sleep(fault.hang)
        if fault.status != 200:
            self._send(fault.status, {"error": {"message": fault.message}}, dict(fault.headers))
            return
        if fault.body is not None:
            self._raw(200, fault.body.encode())
            return
        self.script.prompt_tokens += size // 4
        completion = _completion(asked, given, fault, size)
        if not self.script.counts:
            del completion["usage"]
        if fault.cut:
            whole = json.dumps(completion).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(whole)))
            self.end_headers()
            self.wfile.write(whole[: len(whole) // 2])
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        self._send(200, completion)

    def _upload(self, data: bytes) -> None:
        # multipart/form-data: the file's lines are the part that holds JSON objects.
        boundary = self.headers["Content-Type"].split("boundary=")[1].encode()
        part = next(p for p in data.split(b"--" + boundary) if b"filename=" in p)
        name = f"file-{len(self.script.files) + 1}"
        self.script.files[name] = part.split(b"\r\n\r\n", 1)[1].rsplit(b"\r\n", 1)[0].decode()
        self._send(200, _file(name))

    def _batch(self, body: dict[str, Any]) -> None:
        lines, answers = self.script.files[body["input_file_id"]].splitlines(), []
        for line in lines:
            request = json.loads(line)
            asked = Asked(request["body"], _mode(request["body"]))
            self.script.asked.append(asked)
            given = self.script.answer(asked)
            fault = given if isinstance(given, Fault) else Fault()
            completion = _completion(asked, given, fault, len(line))
            answers.append(
                {
                    "id": "r",
                    "custom_id": request["custom_id"],
                    "response": {"status_code": fault.status, "request_id": "q", "body": completion},
                    "error": None,
                }
            )
        name = f"batch-{len(self.script.batches) + 1}"
        self.script.files[f"out-{name}"] = "\n".join(json.dumps(answer) for answer in answers)
        self.script.batches[name] = {
            "id": name, "object": "batch", "endpoint": body["endpoint"], "completion_window": "24h", "created_at": 0,
            "input_file_id": body["input_file_id"], "status": "completed", "output_file_id": f"out-{name}",
        }  # fmt: skip
        self._send(200, self.script.batches[name] | {"status": "validating", "output_file_id": None})

    def _send(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        self._raw(status, json.dumps(body).encode(), headers)

    def _raw(self, status: int, data: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        try:
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


def _mode(body: dict[str, Any]) -> str:
    if "tools" in body:
        return "tools"
    if "response_format" not in body:
        return "text"
    return "json_schema" if body["response_format"]["type"] == "json_schema" else "json"


def _completion(asked: Asked, given: Any, fault: Fault, size: int) -> dict[str, Any]:
    text = fault.text if fault.text is not None else json.dumps(None if isinstance(given, Fault) else given)
    message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": fault.refusal}
    if fault.refusal is not None:
        message["content"] = None
    elif asked.mode == "tools":
        name = asked.body["tools"][0]["function"]["name"]
        call = {"id": "call", "type": "function", "function": {"name": name, "arguments": text}}
        message |= {"content": None, "tool_calls": [call]}
    prompt, answer = size // 4, len(text) // 4
    return {
        "id": "c", "object": "chat.completion", "created": 0, "model": asked.body["model"],
        "choices": [{"index": 0, "finish_reason": fault.finish, "message": message, "logprobs": None}],
        "usage": {"prompt_tokens": prompt, "completion_tokens": answer, "total_tokens": prompt + answer},
    }  # fmt: skip


def _file(name: str) -> dict[str, Any]:
    return {"id": name, "object": "file", "bytes": 1, "created_at": 0, "filename": "f.jsonl", "purpose": "batch",
            "status": "processed"}  # fmt: skip


def in_turn(*answers: Answer | Fault) -> Answer:
    """Answer the first request by the first, and so on; the last one stays."""
    left: list[Answer | Fault] = list(answers)
    lock = threading.Lock()

    def answer(asked: Asked) -> Any:
        with lock:
            now = left.pop(0) if len(left) > 1 else left[0]
        return now if isinstance(now, Fault) else now(asked)

    return answer
