"""Kinds of answers that several forms ask for."""

import time

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField

from turin.web.fields import MailAddress


class Asked(Form):
    """A form that asks for an address."""

    email = StringField(validators=[MailAddress("Enter an address.")])


@pytest.mark.parametrize("end", ["", "@example.org"])
def test_a_mail_address_of_a_million_letters_is_refused_without_reading_it(end):
    typed = "a" * 10**6 + end
    form = Asked(MultiDict({"email": typed}))
    started = time.process_time()
    assert not form.validate()
    assert time.process_time() - started < 0.1
    assert form.email.errors == ["Enter an address."]
    assert form.email.data == typed
