"""The demonstration's mailbox."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

from flask.testing import FlaskClient

from app import create_app
from turin.config import Smtp
from turin.mail import delivery


def test_a_demonstration_shows_what_would_have_been_sent(client, post):
    post(name="أمينة صالح", language="ar")
    delivery.drain()
    page = client.get("/staff/mailbox/").text
    address = re.search(r'href="(/staff/mailbox/\d+)"', page)[1]
    assert "amina@example.org" in page
    message = client.get(address)
    assert "A seat is yours." in message.text
    assert "أمينة صالح" in message.text
    assert "frame-src 'self'" in message.headers["Content-Security-Policy"]


def test_the_frame_runs_nothing_and_allows_its_own_sheet_alone(client, post):
    post(1)
    delivery.drain()
    frame = re.search(r'<iframe src="([^"]+)"', client.get("/staff/mailbox/1").text)[1]
    response = FlaskClient.open(client, frame)  # ours would refuse any sheet in a page
    policy = response.headers["Content-Security-Policy"]
    (sheet,) = re.findall(r"<style>(.*?)</style>", response.text, re.DOTALL)
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "unsafe" not in policy


def test_messages_are_found_by_their_address(client, post):
    post(1, to="amina@example.org")
    post(2, to="100%@example.org")
    delivery.drain()
    assert "amina@example.org" in client.get("/staff/mailbox/?q=AMINA").text
    assert "100%@example.org" not in client.get("/staff/mailbox/?q=AMINA").text
    assert "amina@example.org" not in client.get("/staff/mailbox/?q=%25").text


def test_the_newest_stand_on_the_first_page(client, post):
    for number in range(30):
        post(number, to=f"a{number}@example.org")
    delivery.drain()
    assert "a29@example.org" in client.get("/staff/mailbox/").text
    assert "a29@example.org" not in client.get("/staff/mailbox/?page=2").text


def test_what_has_not_left_is_not_there(client, post):
    post()
    assert client.get("/staff/mailbox/1").status_code == 404
    assert client.get("/staff/mailbox/99").status_code == 404


def test_a_real_site_has_no_such_mailbox(app, tmp_path):
    settings = app.extensions["settings"]
    real = replace(settings, demo=False, smtp=Smtp("127.0.0.1", 25, "none", "", ""))
    addresses = {rule.rule for rule in create_app(real).url_map.iter_rules()}
    assert not [address for address in addresses if "mailbox" in address]
