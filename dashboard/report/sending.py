"""Send a report over SMTP with the settings of the environment; a password never leaves this file in words."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses
from ipaddress import ip_address
from typing import Literal

from pydantic import SecretStr

from graph.errors import MailError, MailUnreachable, SettingsError
from graph.settings import Settings

_SECONDS = 30
_PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over, and how.

    Attributes
    ----------
    recipients
        At least one.
    """

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    username: str | None
    password: SecretStr | None
    sender: Address
    recipients: tuple[Address, ...]


def mail_server(settings: Settings) -> MailServer:
    """Return the mail server that the settings name.

    Raises
    ------
    SettingsError
        Naming the setting that is missing or cannot be used.
    """
    if not settings.smtp_host:
        raise SettingsError(
            "No mail server is set. Set FAULTLINE_SMTP_HOST, FAULTLINE_MAIL_FROM and FAULTLINE_MAIL_TO."
        )
    (sender, *others), recipients = (
        _addresses(settings.mail_from, "FAULTLINE_MAIL_FROM"),
        _addresses(settings.mail_to, "FAULTLINE_MAIL_TO"),
    )
    if others:
        raise SettingsError("FAULTLINE_MAIL_FROM holds more than one address. Give one.")
    if (settings.smtp_username is None) != (settings.smtp_password is None):
        raise SettingsError("Set FAULTLINE_SMTP_USERNAME and FAULTLINE_SMTP_PASSWORD both, or neither.")
    if settings.smtp_password is not None and settings.smtp_security == "none" and not _is_here(settings.smtp_host):
        raise SettingsError(
            "FAULTLINE_SMTP_SECURITY is none, which would send the password readable to everybody on the way. "
            "Use starttls or tls."
        )
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port or _PORTS[settings.smtp_security],
        security=settings.smtp_security,
        username=settings.smtp_username,
        password=settings.smtp_password,
        sender=sender,
        recipients=tuple(recipients),
    )


def send(message: EmailMessage, server: MailServer, *, now: datetime | None = None) -> None:
    """Hand `message` to the server, from its sender to all its recipients at once.

    Parameters
    ----------
    message : EmailMessage
        Sender, recipients and date are set on it.
    server : MailServer
    now : datetime, optional
        The date that the mail carries.

    Raises
    ------
    MailUnreachable
        If no server answers, or its certificate is not to be trusted.
    MailError
        If it refuses the login, a recipient, or the mail.
    """
    for name, value in (
        ("From", server.sender),
        ("To", server.recipients),
        ("Date", format_datetime(now or datetime.now(UTC))),
    ):
        del message[name]
        message[name] = value
    where = f"{server.host}:{server.port}"
    try:
        with _connected(server) as client:
            if server.username is not None and server.password is not None:
                client.login(server.username, server.password.get_secret_value())
            refused = client.send_message(message)
    except smtplib.SMTPAuthenticationError as error:
        # Not the server's words: some repeat what they were given.
        raise MailError(
            f"The mail server at {where} refused the login (code {error.smtp_code}). "
            "Look at FAULTLINE_SMTP_USERNAME and FAULTLINE_SMTP_PASSWORD."
        ) from error
    except smtplib.SMTPRecipientsRefused as error:
        raise MailError(
            f"The mail server at {where} takes none of the recipients: {', '.join(sorted(error.recipients))}. "
            "Look at FAULTLINE_MAIL_TO."
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise MailError(
            f"The mail server at {where} does not offer what is asked of it: {str(error).rstrip('.')}. "
            "Look at FAULTLINE_SMTP_SECURITY and FAULTLINE_SMTP_PORT."
        ) from error
    except smtplib.SMTPResponseException as error:
        raise MailError(f"The mail server at {where} refused the report (code {error.smtp_code}).") from error
    except ssl.SSLError as error:
        raise MailUnreachable(
            f"No safe connection to the mail server at {where}: {error.reason or error}. "
            "Look at FAULTLINE_SMTP_SECURITY and the server's certificate."
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        raise MailUnreachable(
            f"No mail server answers at {where}. Look at FAULTLINE_SMTP_HOST and FAULTLINE_SMTP_PORT."
        ) from error
    if refused:
        raise MailError(f"Sent, but the mail server at {where} refused {', '.join(sorted(refused))}.")


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=ssl.create_default_context())
    client = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    if server.security == "starttls":
        try:
            client.starttls(context=ssl.create_default_context())
        except (smtplib.SMTPException, OSError):
            client.close()
            raise
    return client


def _addresses(text: str | None, setting: str) -> list[Address]:
    if not text or not text.strip():
        raise SettingsError(f"{setting} is not set. Write it as name@example.org.")
    if not text.isprintable():
        # A line end would begin a header of its own.
        raise SettingsError(f"{setting} holds a line end or a character that cannot be seen. Write it on one line.")
    found = []
    for name, address in getaddresses([text]):
        try:
            found.append(Address(display_name=name, addr_spec=address))
        except (HeaderParseError, ValueError, IndexError) as error:
            raise _no_address(setting, address) from error
        if not found[-1].domain:
            raise _no_address(setting, address)
    return found


def _no_address(setting: str, address: str) -> SettingsError:
    return SettingsError(f"{setting}: {address!r} is not a mail address. Write it as name@example.org.")


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
