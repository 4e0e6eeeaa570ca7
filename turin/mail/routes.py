"""The demonstration's mailbox: what would have been sent, for anybody to read. Only there."""

import hashlib
import re
from base64 import b64encode
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from flask import Blueprint, Response, abort, make_response, render_template, request

from turin.access import public
from turin.mail import queries
from turin.web.blueprints import this_page
from turin.web.headers import CONTENT_SECURITY_POLICY

mailbox = Blueprint("mailbox", __name__, url_prefix="/staff/mailbox")
HEADERS = ("Date", "From", "To", "Reply-To", "Message-ID", "Content-Language")
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@mailbox.get("/")
@public
def messages() -> str:
    """List the messages, the newest first, of everybody or of some address."""
    to = request.args.get("q", "")[:254].strip()
    found = queries.sent(to, request.args.get("page", 1, type=int))
    return render_template(
        "turin/mail/mailbox.html", found=found, to=to, page_href=lambda n: this_page(page=n)
    )


@mailbox.get("/<int:outgoing_id>")
@public
def message(outgoing_id: int) -> Response:
    """Show a message: its headers, its text, and in a frame of its own its HTML."""
    mail = _read(outgoing_id)
    page = make_response(
        render_template(
            "turin/mail/message.html",
            outgoing_id=outgoing_id,
            headers=[_shown(mail, name) for name in HEADERS],
            subject=_decoded(mail["Subject"]),
            text=_part(mail, "text/plain"),
            text_language=mail["Content-Language"],
        )
    )
    page.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
    return page


@mailbox.get("/<int:outgoing_id>/html")
@public
def html(outgoing_id: int) -> Response:
    """Show the HTML of a message as a mail program would: no script, no form, its own style only.

    Its links open in the whole window, since no page of ours can be framed.
    """
    body = _part(_read(outgoing_id), "text/html").replace("<head>", '<head><base target="_top">', 1)
    page = make_response(body)
    hashes = " ".join(f"'sha256-{_sha256(style)}'" for style in STYLE.findall(body)) or "'none'"
    page.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {hashes}; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation"
    )
    page.headers["X-Frame-Options"] = "SAMEORIGIN"
    return page


def _read(outgoing_id: int) -> Message:
    return message_from_bytes(queries.sent_message(outgoing_id) or abort(404))


def _shown(mail: Message, name: str) -> tuple[str, str, str]:
    """Return a header's name, the words of its value, and what of it runs from left to right."""
    if name in {"From", "To"}:
        words, address = parseaddr(mail[name])
        return name, _decoded(words), address
    return name, "", mail[name]


def _decoded(value: str) -> str:
    """Return a header's value as mail programs show it (RFC 2047)."""
    return str(make_header(decode_header("".join(value.splitlines()))))


def _part(mail: Message, kind: str) -> str:
    for part in mail.walk():
        body = part.get_payload(decode=True)
        if part.get_content_type() == kind and isinstance(body, bytes):
            return body.decode().replace("\r\n", "\n")
    return ""


def _sha256(style: str) -> str:
    return b64encode(hashlib.sha256(style.encode()).digest()).decode()
