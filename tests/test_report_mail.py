"""The report as a mail: whole in every mail client, sent over a real server, without a word of the password."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from hostile import Tags
from labelled_graph import write_labelled

from dashboard.report import report_view, write_report
from dashboard.report.mail import as_mail
from dashboard.report.sending import mail_server, send
from graph.embedded_store import EmbeddedStore
from graph.errors import MailError, MailUnreachable, SettingsError
from graph.settings import load_settings

PASSWORD = "correct horse battery staple"


class Box:
    """A mailbox that keeps what a server hands it."""

    def __init__(self) -> None:
        self.received: list[Envelope] = []

    # The server's names: it calls by them, with arguments that a box need not look at.
    # ruff: noqa: N802, ARG002
    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.received.append(envelope)
        return "250 OK"


def knows(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    # It repeats what it was given, as some servers do.
    if isinstance(data, LoginPassword) and data.password == PASSWORD.encode():
        return AuthResult(success=True)
    return AuthResult(success=False, handled=False, message=f"535 5.7.8 not {PASSWORD}")


@contextmanager
def serving(box: Box, **options: Any) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    controller = Controller(box, hostname="localhost", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, Path]:
    authority = trustme.CA()
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return authority, path


@pytest.fixture
def tls(authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's certificate that this process trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority[0].issue_cert("localhost").configure_cert(context)
    return context


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Any]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FAULTLINE_SMTP_HOST", "localhost")
    monkeypatch.setenv("FAULTLINE_MAIL_FROM", "Faultline <report@example.org>")
    monkeypatch.setenv("FAULTLINE_MAIL_TO", "Ann <ann@example.org>, bo@example.org")

    def with_these(**more: Any) -> Any:
        for name, value in more.items():
            monkeypatch.setenv(f"FAULTLINE_{name.upper()}", str(value))
        return load_settings()

    return with_these


@pytest.fixture
def report(embedded_store: EmbeddedStore) -> EmailMessage:
    write_labelled(embedded_store, "dev")
    return as_mail(report_view(embedded_store, week="2026-W43", page_url="http://localhost:8501"))


def test_the_mail_holds_text_page_and_chart(report: EmailMessage) -> None:
    whole = message_from_bytes(report.as_bytes(), policy=default)
    assert [part.get_content_type() for part in whole.walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
    ]
    assert whole["Subject"].startswith("Faultline 2026-W43: ")
    assert "From" not in whole
    text = cast(EmailMessage, whole.get_body(("plain",))).get_content()
    assert "## New contradictions" in text
    assert "\\" not in text
    picture = list(whole.walk())[-1]
    assert cast(bytes, picture.get_payload(decode=True)).startswith(b"\x89PNG")
    html = cast(EmailMessage, whole.get_body(("html",))).get_content()
    shown = [attrs["src"] for tag, attrs in Tags(html).seen if tag == "img"]
    assert shown == [f"cid:{picture['Content-ID'].strip('<>')}"]


def test_the_mail_keeps_its_looks_without_a_style_sheet(report: EmailMessage) -> None:
    html = cast(EmailMessage, report.get_body(("html",))).get_content()
    cells = [attrs for tag, attrs in Tags(html).seen if tag == "td" and "quote" in (attrs.get("class") or "")]
    assert cells
    assert all("border-left: 3px solid" in (attrs["style"] or "") for attrs in cells)
    assert "<svg" not in html
    assert "var(" not in html


def test_every_line_fits_the_mail_standard(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    write_labelled(embedded_store, "dev")
    (path,) = write_report(embedded_store, week="2026-W43", formats=("email",), out=tmp_path)
    assert path.name == "2026-W43.eml"
    raw = path.read_bytes()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert raw.isascii()


def test_a_report_is_sent_to_all_recipients(report: EmailMessage, settings: Callable[..., Any]) -> None:
    box = Box()
    with serving(box) as port:
        send(report, mail_server(settings(smtp_port=port, smtp_security="none")))
    (envelope,) = box.received
    assert envelope.mail_from == "report@example.org"
    assert envelope.rcpt_tos == ["ann@example.org", "bo@example.org"]
    got = message_from_bytes(cast(bytes, envelope.content), policy=default)
    assert got["To"] == "Ann <ann@example.org>, bo@example.org"
    assert [part.get_content_type() for part in got.walk()][1:] == [
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
    ]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_login_goes_over_a_safe_connection_only(
    report: EmailMessage, settings: Callable[..., Any], tls: ssl.SSLContext, security: str
) -> None:
    box = Box()
    options: dict[str, Any] = {"authenticator": knows, "auth_required": True}
    if security == "starttls":
        options |= {"tls_context": tls, "require_starttls": True}
    else:
        # The server does not see that its socket is safe.
        options |= {"ssl_context": tls, "auth_require_tls": False}
    with serving(box, **options) as port:
        given = settings(smtp_port=port, smtp_security=security, smtp_username="ann", smtp_password=PASSWORD)
        send(report, mail_server(given))
    assert len(box.received) == 1


def test_a_refused_login_is_said_without_the_password(
    report: EmailMessage, settings: Callable[..., Any], tls: ssl.SSLContext, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(Box(), authenticator=knows, tls_context=tls) as port:
        given = settings(smtp_port=port, smtp_username="ann", smtp_password="secret-and-wrong")
        with pytest.raises(MailError, match="refused the login") as refused:
            send(report, mail_server(given))
    for told in (str(refused.value), repr(given), repr(mail_server(given)), caplog.text):
        assert "secret-and-wrong" not in told
        assert PASSWORD not in told


def test_a_certificate_from_nowhere_is_not_trusted(report: EmailMessage, settings: Callable[..., Any]) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    with serving(Box(), tls_context=context) as port, pytest.raises(MailUnreachable, match="certificate"):
        send(report, mail_server(settings(smtp_port=port)))


def test_a_server_without_starttls_gets_no_mail(report: EmailMessage, settings: Callable[..., Any]) -> None:
    box = Box()
    with serving(box) as port, pytest.raises(MailError, match="FAULTLINE_SMTP_SECURITY"):
        send(report, mail_server(settings(smtp_port=port)))
    assert box.received == []


def test_a_refused_recipient_is_named(report: EmailMessage, settings: Callable[..., Any]) -> None:
    box = Box()
    with serving(box) as port:
        some = settings(smtp_port=port, smtp_security="none", mail_to="ann@example.org, nobody@example.org")
        with pytest.raises(MailError, match=r"nobody@example\.org"):
            send(report, mail_server(some))
        with pytest.raises(MailError, match="none of the recipients"):
            send(report, mail_server(settings(mail_to="nobody@example.org")))
    assert [envelope.rcpt_tos for envelope in box.received] == [["ann@example.org"]]


def test_a_server_that_is_not_there_is_named(report: EmailMessage, settings: Callable[..., Any]) -> None:
    with serving(Box()) as port:
        pass
    with pytest.raises(MailUnreachable, match=f"localhost:{port}") as missing:
        send(report, mail_server(settings(smtp_port=port, smtp_security="none")))
    assert missing.value.exit_code == 4


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"smtp_host": ""}, "FAULTLINE_SMTP_HOST"),
        ({"mail_to": "  "}, "FAULTLINE_MAIL_TO"),
        ({"mail_from": "nobody"}, "FAULTLINE_MAIL_FROM"),
        ({"mail_from": "a@example.org, b@example.org"}, "FAULTLINE_MAIL_FROM"),
        ({"mail_to": "a@example.org\r\nBcc: b@example.org"}, "FAULTLINE_MAIL_TO"),
        ({"smtp_username": "ann"}, "FAULTLINE_SMTP_PASSWORD"),
        (
            {"smtp_host": "mail.example.org", "smtp_security": "none", "smtp_username": "a", "smtp_password": "b"},
            "readable",
        ),
    ],
    ids=["no host", "no recipient", "sender", "two senders", "header", "half a login", "login in the open"],
)
def test_a_setting_that_cannot_be_used_is_named(
    settings: Callable[..., Any], given: dict[str, str], named: str
) -> None:
    with pytest.raises(SettingsError, match=named):
        mail_server(settings(**given))


def test_settings_of_the_mail_server_can_stand_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = ['FAULTLINE_SMTP_HOST = "mail.example.org"', 'FAULTLINE_MAIL_FROM = "r@example.org"']
    Path("faultline.toml").write_text("\n".join([*lines, 'FAULTLINE_MAIL_TO = "a@example.org"']), "utf-8")
    server = mail_server(load_settings())
    assert (server.host, server.port, server.security) == ("mail.example.org", 587, "starttls")
