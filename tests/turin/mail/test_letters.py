"""Letters as they leave: in the reader's language, with headers that no name can break."""

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.factories import people
from turin import clock, mail
from turin.db import db, transaction
from turin.mail import delivery
from turin.mail.message import BadAddress, Parts, compose, envelope
from turin.mail.models import Outgoing, State

NAMES = [
    "Amina Saleh",
    "أمينة صالح",
    "Նարե Սարգսյան",
    "နန်းမြ",
    "ສົມສະໄໝ ວົງສາ",
    "Батбаяр Ганболд",
    "सीता कुमारी श्रेष्ठ",
    "李明",
    'Þóra Guðmundsdóttir, Dr. "Tóta" (ITUC) <x@y.z>',
    "ශ්‍රීමතී පෙරේරා",
    "A" * 190,
    "김" * 100,
]


def only() -> Outgoing:
    db.session.rollback()
    return db.session.scalars(select(Outgoing)).one()


def parts(**over) -> Parts:
    return Parts(
        **{
            "sender": "courses@turin.example",
            "reply_to": "courses@turin.example",
            "name": "Amina Saleh",
            "to_addr": "amina@example.org",
            "subject": "A seat",
            "text": "Dear Amina",
            "html": "<p>Dear Amina</p>",
            "language": "en",
            **over,
        }
    )


@pytest.fixture
def app_alone(sqlite):
    """The application where nothing is stored: a message is made of words."""
    return sqlite[1]


def composed(app, **over):
    with app.test_request_context():
        raw = compose(parts(**over), "<1@turin.example>", clock.now())
    return raw, message_from_bytes(raw)


def heard(header: str) -> str:
    """Return what a mail program shows for a header."""
    return str(make_header(decode_header(header.replace("\r\n", ""))))


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_in_any_script_arrives_as_it_is(app_alone, name):
    raw, message = composed(
        app_alone, name=name, subject=f"A seat for {name}", text=name, html=name
    )
    assert raw.isascii()
    shown, address = parseaddr(message["To"])
    assert (heard(shown), address) == (name, "amina@example.org")
    assert heard(message["Subject"]) == f"A seat for {name}"
    assert max(map(len, raw.split(b"\r\n"))) <= 220
    for part in message.get_payload():
        assert part.get_payload(decode=True).decode().strip() == name


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(name="Amina", subject="A seat", text="a\0b\rc\x0bd")
@given(name=st.text(max_size=60), subject=st.text(max_size=80), text=st.text(max_size=200))
def test_nothing_typed_makes_a_header_or_ends_a_line_by_itself(app_alone, name, subject, text):
    text = text.encode("utf-8", "replace").decode()
    raw, message = composed(
        app_alone, name=name + "\r\nBcc: x@y.z", subject=subject + "\nBcc: x@y.z\0", text=text
    )
    assert message["Bcc"] is None
    assert parseaddr(message["To"])[1] == "amina@example.org"
    assert len(message.keys()) == len(set(message.keys())) == 10
    assert not set(raw.replace(b"\r\n", b"")) & {10, 13, 0}


def test_an_international_address_goes_as_the_relay_wants_it(app_alone):
    raw, message = composed(app_alone, to_addr="info@münchen.example")
    assert parseaddr(message["To"])[1] == "info@xn--mnchen-3ya.example"
    raw, message = composed(app_alone, to_addr="sørina@example.org")
    assert "<sørina@example.org>".encode() in raw


@pytest.mark.parametrize(
    "address", ["", "@", "a@", "@b", "a b@c.org", "a@b c", "a\r\n@b.org", "a@b\0.org", "<a@b.org>"]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(BadAddress):
        envelope(address)


def test_a_letter_says_what_a_machine_and_a_reader_need(app, post):
    post()
    assert delivery.drain() == 1
    row = only()
    message = message_from_bytes(row.message, policy=policy.default)
    assert row.state is State.SENT
    assert message["Message-ID"] == row.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] == "courses@turin.example"
    assert message["Date"]
    assert message.get_content_type() == "multipart/alternative"
    for subtype in ("plain", "html"):
        words = message.get_body((subtype,)).get_content()
        assert "A seat is yours." in words
        assert "T-1" in words
        assert "courses@turin.example" in words
        assert "Amina Saleh" in words


def test_an_arabic_letter_runs_from_right_to_left(app, post):
    post(language="ar", name="أمينة صالح")
    delivery.drain()
    message = message_from_bytes(only().message, policy=policy.default)
    assert message["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl">' in message.get_body(("html",)).get_content()


@pytest.mark.parametrize(
    ("language", "own", "greeted"),
    [
        ("ar", "أمينة صالح", "أمينة صالح"),
        ("en", "أمينة صالح", "Amina Saleh"),  # a letter in English is read in Latin script
        ("ar", "สมหญิง", "Amina Saleh"),
        ("en", "Amína Ṣāleḥ", "Amína Ṣāleḥ"),
        ("en", "", "Amina Saleh"),
        ("ru", "Амина Салех", "Амина Салех"),
    ],
)
def test_a_letter_greets_her_by_the_name_that_its_readers_read(app, post, language, own, greeted):
    with transaction():
        person = people.person(name="Amina Saleh", certificate_name=own, language=language)
    post(person=person)
    delivery.drain()
    message = message_from_bytes(only().message, policy=policy.default)

    for subtype in ("plain", "html"):
        words = message.get_body((subtype,)).get_content()
        assert [name for name in {"Amina Saleh", own} - {""} if name in words] == [greeted]


def test_what_a_reader_typed_is_escaped_in_html_and_plain_in_text(app, post, written):
    written[1] = "<b>&"
    post()
    delivery.drain()
    message = message_from_bytes(only().message, policy=policy.default)
    assert "<p>&lt;b&gt;&amp;</p>" in message.get_body(("html",)).get_content()
    assert "<b>&" in message.get_body(("plain",)).get_content()


def test_a_letter_whose_subject_is_gone_is_withheld_with_its_reason(app, post, written):
    written[1] = mail.Withheld("the application is gone")
    post()
    assert delivery.drain() == 0
    row = only()
    assert (row.state, row.last_error) == (State.WITHHELD, "the application is gone")


def test_a_letter_that_cannot_be_written_does_not_hold_up_the_others(app, post, written, caplog):
    written[1] = ZeroDivisionError("oh")
    post(1)
    post(2)
    assert delivery.drain() == 1
    first, second = db.session.scalars(select(Outgoing).order_by(Outgoing.id))
    assert (first.state, first.attempts) == (State.QUEUED, 1)
    assert "ZeroDivisionError" in first.last_error
    assert first.next_at > clock.now()
    assert second.state is State.SENT


def test_an_address_that_is_none_is_given_up(app, post):
    post(to="nobody at example.org")
    delivery.drain()
    assert only().state is State.DEAD


def test_a_person_gets_her_letter_where_she_reads_now(app, written):
    from tests.factories.people import person  # noqa: PLC0415

    with transaction():
        amina = person(email="old@example.org")
        mail.post(
            "tests.letter", subject=("tests", 1), person=amina, occurrence="1", at=clock.now()
        )
    with transaction():
        db.session.merge(amina).email = "new@example.org"
    delivery.drain()
    assert only().to_addr == "new@example.org"
