"""A name in any script goes its whole way: typed, proven, chosen, mailed, found and shown."""

from datetime import timedelta
from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest
from sqlalchemy import select

from courses.registration import operations
from courses.registration.models import State
from tests.courses.registration.form import STEPS, applications, fill, link_of
from tests.factories import people
from tests.forms import words
from turin import clock
from turin.db import db, transaction
from turin.fonts import undrawable
from turin.mail import delivery
from turin.mail.models import Outgoing
from turin.people.models import Role

NAMES = {
    "arabic": "فاطمة بنت عبد اللّٰه محمّد",
    "chinese": "欧阳晓红",
    "cyrillic": "Анна Сергеевна Өлзий",
    "devanagari": "सुनीता श्रेष्ठ",
    "khmer": "សុខ ចាន់បណ្តុះបណ្តាល",
    "lao": "ສົມສັກ ວົງສະຫວັນ",
    "vietnamese": "Nguyễn Thị Hồng Ánh",
    "georgian": "ქეთევან ბერიძე",
    "armenian": "Անահիտ Հարությունյան",
    "burmese": "ဒေါ်အောင်ဆန်းစုကြည်",
    "bengali": "সুফিয়া কামাল",
    "thai": "สมศักดิ์ วงศ์สวัสดิ์",
    "ethiopic": "ተስፋዬ ገብረ ሥላሴ",
    "mixed": "محمد (Mohamed) 李 Иван",
    "one word": "Suharto",
    "120 letters": ("Wolfeschlegelsteinhausen " * 5)[:120].strip(),
    "joiner": "نرگس محمدی\u200cنژاد",
}


@pytest.fixture
def coordinator(activity):
    with transaction():
        return people.person(Role.COORDINATOR, Role.ADMINISTRATOR)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_goes_its_whole_way(client, activity, coordinator, name):
    fill(client, you={"name": name, "certificate_name": name})
    client.post(link_of(applications()[0]))
    (hers,) = applications()
    assert (hers.name, hers.certificate_name) == (name, name)
    assert (hers.person.name, hers.person.certificate_name) == (name, name)
    assert name in words(client.get(f"/en/me/{hers.reference}"))

    with transaction():
        operations.offer(
            applications()[0], clock.now() + timedelta(days=7), by=coordinator, at=clock.now()
        )
    delivery.drain()
    newest = select(Outgoing.message).order_by(Outgoing.id.desc()).limit(1)
    message = db.session.scalars(newest).one()
    assert str(make_header(decode_header(message_from_bytes(message)["To"]))).startswith(name)
    letter = message_from_bytes(message, policy=policy.default)
    for kind in ("plain", "html"):
        assert name in letter.get_body((kind,)).get_content()

    client.enter(coordinator)
    assert name in words(
        client.get("/staff/activities/A9001234/applicants?state=offered&sort=name")
    )
    assert name in words(client.get(f"/staff/applications/{hers.reference}"))
    first_word = name.split()[0]
    assert name in words(client.get("/admin/people", query_string={"q": first_word}))
    assert applications()[0].state == State.OFFERED


def test_a_name_is_the_same_however_a_keyboard_composes_it_and_hides_nothing(client, activity):
    fill(client, you={"name": "Zoe\u0308 \u202eLukas\u2069", "certificate_name": "Zoe\u0308"})
    (hers,) = applications()
    assert (hers.name, hers.certificate_name) == ("Zoë Lukas", "Zoë")


def test_a_name_that_no_font_can_draw_is_told_at_registration(client, activity):
    name = "김지영"
    page = client.post("/en/apply/A9001234/you", data=STEPS["you"] | {"certificate_name": name})
    assert page.status_code == 422
    assert undrawable(name)[0] in words(page)
    assert f'value="{name}"' in page.text
