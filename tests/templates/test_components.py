"""The parts of the pages, each shown as a page would."""

import re
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import g
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FileField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from turin.db.types import Text
from turin.language.known import INTERFACE
from turin.web.forms import Form, Needed

SVG = "{http://www.w3.org/2000/svg}"


class Answers(Form):
    name = StringField("Name", validators=[Needed("Enter your name.")])
    mail = EmailField("E-mail", description="We write to it once.")
    group = RadioField(
        "Group",
        choices=[SelectChoice("w", "Workers"), SelectChoice("e", "Employers")],
        validators=[Needed("Choose your group.")],
    )
    reads = SelectMultipleField(
        "Languages",
        choices=[SelectChoice("en", "English"), SelectChoice("ar", "Arabic")],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    born = DateField("Date of birth")
    letter = FileField("Letter")
    agrees = BooleanField("I agree", validators=[Needed("Say whether you agree.")])


@pytest.fixture
def show(app):
    """Return a function that renders parts for a reader of a language and parses them."""

    def shown(source: str, language: str = "en", **values) -> Element:
        with app.test_request_context(method="POST"):
            g.language = INTERFACE[language]
            made = {name: value() for name, value in values.items() if isinstance(value, type)}
            for form in made.values():
                form.validate()
            page = app.jinja_env.from_string(source).render(**{**values, **made})
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        return parser.parseFragment(page)

    return shown


def words(element: Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


FIELD = '{% from "components/fields.html" import field %}{{ field(form[name]) }}'


@pytest.mark.parametrize("name", ["name", "mail", "born", "letter"])
def test_a_field_has_its_label(show, name):
    field = show(FIELD, form=Answers, name=name)
    assert field.find(".//label").get("for") == field.find(".//input").get("id") == name


@pytest.mark.parametrize(("name", "kind"), [("group", "radio"), ("reads", "checkbox")])
def test_each_choice_has_its_label_and_all_of_them_a_legend(show, name, kind):
    field = show(FIELD, form=Answers, name=name)
    inputs = [i for i in field.iter("input") if i.get("type") == kind]
    assert [label.get("for") for label in field.iter("label")] == [i.get("id") for i in inputs]
    assert len(inputs) == 2
    assert field.find(".//fieldset/legend") is not None


def test_what_is_wrong_is_read_out_with_the_field(show):
    field = show(FIELD, form=Answers, name="name")
    control = field.find(".//input")
    assert control.get("aria-invalid") == "true"
    described = field.find(f".//*[@id='{control.get('aria-describedby')}']")
    assert words(described) == "Error: Enter your name."


def test_only_what_need_not_be_answered_says_so(show):
    assert words(show(FIELD, form=Answers, name="mail").find(".//label")) == "E-mail (optional)"
    assert words(show(FIELD, form=Answers, name="name").find(".//label")) == "Name"
    unmarked = FIELD.replace("[name])", "[name], mark=False)")
    assert words(show(unmarked, form=Answers, name="mail").find(".//label")) == "E-mail"


def test_the_summary_leads_to_each_wrong_answer(show):
    page = show(
        '{% from "components/forms.html" import error_summary, form_tag %}'
        '{% from "components/fields.html" import field %}{{ error_summary(form) }}'
        "{% call form_tag(form, '/') %}"
        "{% for each in form if each.name != 'csrf_token' %}{{ field(each) }}{% endfor %}"
        "{% endcall %}",
        form=Answers,
    )
    links = [a.get("href") for a in page.iter("a")]
    assert links == ["#name", "#group-0", "#agrees"]
    ids = {element.get("id") for element in page.iter()}
    assert {link[1:] for link in links} <= ids
    assert page.find(".//form").get("enctype") == "multipart/form-data"


def test_a_refusal_of_the_rules_stands_in_the_summary(show):
    page = show(
        '{% from "components/forms.html" import error_summary %}{{ error_summary(form) }}',
        form=type("Full", (Answers,), {"refusal": "The last seat has been taken."}),
    )
    assert "The last seat has been taken." in words(page)


SAID = '{% from "components/said.html" import said, passage %}'


def test_a_text_in_the_language_of_the_page_is_not_marked(show):
    page = show(SAID + "{{ said(text) }}", "ar", text=Text({"en": "Seat", "ar": "مقعد"}))
    assert (words(page), page.find(".//*")) == ("مقعد", None)


def test_a_text_in_another_language_says_which_and_which_way_it_runs(show):
    span = show(SAID + "{{ said(text) }}", "ar", text=Text({"en": "Seat"})).find("span")
    assert (span.get("lang"), span.get("dir")) == ("en", "ltr")


def test_a_longer_text_tells_the_reader_that_hers_is_missing(show):
    page = show(SAID + "{{ passage(text) }}", "fr", text=Text({"en": "One.\n\nTwo."}))
    assert words(page).endswith("affiché en anglais. One. Two.")


def test_an_effect_shows_both_numbers(show):
    page = show(
        '{% from "components/balance.html" import balance %}'
        '{{ balance("Sex", [{"label": "Women", "count": 1, "after": 3},'
        ' {"label": "Men", "count": 3, "after": 3}]) }}'
    )
    assert [words(item) for item in page.iter("li")] == ["Women 1, then 3", "Men 3"]
    now, then = (svg for svg in page.iter(SVG + "svg"))
    assert [part.get("width") for part in now.findall(SVG + "rect")] == ["25.0%", "75.0%"]
    assert [part.get("width") for part in then.findall(SVG + "rect")] == ["50.0%", "50.0%"]


def test_a_decision_that_changes_nothing_is_one_bar(show):
    page = show(
        '{% from "components/balance.html" import balance %}'
        '{{ balance("Sex", [{"label": "Women", "count": 1, "after": 1}]) }}'
    )
    assert len(list(page.iter(SVG + "svg"))) == 1


def test_an_error_page_says_what_to_do_in_the_language_of_the_address(client):
    answer = client.get("/fr/nothing-here")
    assert answer.status_code == 404
    assert answer.page.get("lang") == "fr"
    assert words(answer.page.find(".//main//p")).endswith(".")
