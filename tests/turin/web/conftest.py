"""The application with a few pages of trial, to see what every page gets."""

from typing import ClassVar

import pytest
from alembic import command
from flask import Blueprint, flash, make_response, redirect, render_template_string, request
from sqlalchemy.exc import OperationalError
from wtforms import PasswordField, StringField

from app import create_app
from tests import pages
from tests.conftest import settings
from turin.access import public, signed_in
from turin.db.commands import alembic_config
from turin.errors import Refused
from turin.web import limits, localized
from turin.web.forms import Form, Needed
from turin.web.headers import cache_publicly
from turin.web.refusals import sentence

PAGE = """
{% extends "layouts/page.html" %}
{% from "components/forms.html" import form_tag, actions %}
{% from "components/fields.html" import field %}
{% block title %}Trial{% endblock %}
{% block main %}
<a id="next" href="{{ this_page(page=2) }}">next</a>
{% if form is defined %}
  {% call form_tag(form, request.path) %}{{ field(form.said) }}{{ actions("Send") }}{% endcall %}
{% endif %}
{% endblock %}
"""


class Full(Refused):
    """There is no more room."""


@sentence.register
def _full(_refusal: Full) -> str:
    return "It is full."


class TooLoud(Refused):
    """It was shouted."""


@sentence.register
def _too_loud(_refusal: TooLoud) -> str:
    return "Say it in small letters."


class Saying(Form):
    refused_at: ClassVar = {TooLoud: "said"}
    said = StringField("Words", [Needed("Say something.")])
    password = PasswordField("Password")


def say():
    form = Saying()
    if form.validate_on_submit():
        with form.refusals():
            if form.said.data == "full":
                raise Full
            if form.said.data.isupper():
                raise TooLoud
            return redirect("/en/trial/say", 303)
    return render_template_string(PAGE, form=form), form.status


def page():
    return cache_publicly(make_response(render_template_string(PAGE)))


def form():
    return cache_publicly(make_response(render_template_string(PAGE, form=Saying())))


def flashed():
    flash("Said once.")
    return redirect("/en/trial/page", 303)


def broken():
    raise LookupError(request.args["why"])


def busy():
    raise OperationalError("SELECT", {}, Exception("lock timeout"))


def own():
    return say()


@limits.applying
def limited():
    return say()


def undeclared():
    return "nobody should read this"


@pytest.fixture(scope="session")
def trial_app(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trial")
    app = create_app(settings(f"sqlite:///{folder / 'trial.db'}", folder))
    app.testing = True
    app.test_client_class = pages.Client
    trials = localized("trial", __name__)
    for view in (page, form, flashed, broken, busy, say, limited):
        trials.add_url_rule(
            f"/trial/{view.__name__}", view_func=public(view), methods=["GET", "POST"]
        )
    trials.add_url_rule("/trial/read", "read", public(page), methods=["GET"])
    trials.add_url_rule("/trial/own", view_func=signed_in(own), methods=["GET", "POST"])
    app.register_blueprint(trials)
    closed = Blueprint("closed", __name__)
    closed.add_url_rule("/trial/undeclared", view_func=undeclared)
    app.register_blueprint(closed)
    with app.app_context():
        command.upgrade(alembic_config(), "head")
    return app


@pytest.fixture
def trial(trial_app):
    """A client of the application with the pages of trial."""
    limits.limiter.init_app(trial_app)  # one limiter serves the application that was made last
    with trial_app.app_context():
        limits.limiter.reset()
        yield trial_app.test_client()
