"""The bytes of a message: headers that no name can break, and each letter twice, plain and HTML."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import idna
from flask_babel import gettext as _


class BadAddress(ValueError):
    """No mail can go to what somebody gave as an address."""


UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
UNSENT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # what no line of a body may hold (RFC 5322)
LOCAL = re.compile(r'[^\s@<>()\[\],;:\\"\x00-\x1f\x7f-\x9f]{1,64}')
DOMAIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
PLAIN_NAME = re.compile(r"[A-Za-z0-9]+( [A-Za-z0-9]+)*")  # needs neither quotes nor coding
SEVEN_BIT = SMTP.clone(cte_type="7bit")  # what any relay takes
END = "\r\n"
LINE = 76


@dataclass(frozen=True, slots=True)
class Parts:
    """What a message is made of."""

    sender: str
    reply_to: str
    name: str
    to_addr: str
    subject: str
    text: str
    html: str
    language: str


def compose(parts: Parts, message_id: str, at: datetime) -> bytes:
    """Return the message as it is sent: lines end with CR LF and hold nothing but ASCII.

    Only an address whose name before the @ is not ASCII stands as UTF-8 in its header (RFC 6532).
    """
    body = EmailMessage(SEVEN_BIT)
    body.set_content(_lines(parts.text))
    body.add_alternative(_lines(parts.html), subtype="html")
    headers = {
        "Date": format_datetime(at),
        "From": _mailbox(_("International Training Centre of the ILO"), parts.sender, "From"),
        "To": _mailbox(parts.name, envelope(parts.to_addr), "To"),
        "Reply-To": parts.reply_to,
        "Subject": _coded(one_line(parts.subject), "Subject"),
        "Message-ID": message_id,
        "Content-Language": parts.language,
        "Auto-Submitted": "auto-generated",
    }
    # We write these ourselves: Python 3.11 moves spaces in long names of scripts it must encode.
    head = "".join(f"{name}: {value}{END}" for name, value in headers.items())
    return head.encode() + body.as_bytes()


def envelope(address: str) -> str:
    """Return an address as relays want it: an international domain in ASCII.

    Raises BadAddress if it is none.
    """
    local, _at, domain = address.rpartition("@")
    try:
        domain = domain if domain.isascii() else idna.encode(domain, uts46=True).decode()
    except idna.IDNAError as wrong:
        raise BadAddress(str(wrong)) from wrong
    if not LOCAL.fullmatch(local) or not DOMAIN.fullmatch(domain):
        raise BadAddress("this is no mail address")
    return f"{local}@{domain}"


def one_line(text: str) -> str:
    """Return ``text`` as a header may hold it: no line end and no control character."""
    return " ".join(UNSEEN.sub(" ", text).split())


def _mailbox(name: str, address: str, header: str) -> str:
    """Return ``name <address>``; a name with anything but plain words is coded (RFC 2047)."""
    name = one_line(name)
    if PLAIN_NAME.fullmatch(name):
        return f"{name}{END} <{address}>"
    return f"{_coded(name, header, force=True)}{END} <{address}>" if name else f"<{address}>"


def _coded(text: str, header: str, *, force: bool = False) -> str:
    charset = "utf-8" if force or not text.isascii() else "us-ascii"
    return Header(text, charset, LINE, header).encode(linesep=END)


def _lines(text: str) -> str:
    """Return a body as mail may carry it, with one empty line where a template left several."""
    seen = UNSENT.sub("", re.sub(r"\r\n?", "\n", text))
    return re.sub(r"\n{3,}", "\n\n", seen.strip()) + "\n"
