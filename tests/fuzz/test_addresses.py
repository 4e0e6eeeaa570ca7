"""Every address with an odd query and with odd parts."""

import pytest
from hypothesis import strategies as st
from werkzeug.routing import BaseConverter, IntegerConverter, UnicodeConverter

from tests.fuzz.checking import in_time
from tests.fuzz.odd import DATES, NASTY, answers, texts, tried

PARTS = 6
TEXTS = [[text] for text in (*NASTY, *DATES)]


def told(wrong: dict[str, str]) -> str:
    return "\n".join(f"{name}: {found}" for name, found in wrong.items() if found)


def readings(site) -> list[tuple[str, str, str]]:
    """Return who opens which page: endpoint, reader, address."""
    pages = sorted({(one, path.partition("?")[0]) for one, path in site.pages()})
    return [(one, who, path) for one, path in pages for who in site.readers(one)]


@pytest.mark.parametrize("part", range(PARTS))
def test_no_query_breaks_a_page(site, part):
    wrong = {}
    for endpoint, who, path in readings(site)[part::PARTS]:
        names, client = site.looked_for(who, path), site.client(who)
        if not names - {"language"} and who != site.readers(endpoint)[-1]:
            continue  # all readers get a page that looks for nothing

        def ask(query, client=client, path=path):
            answered(site, client, path, query)

        odd = st.fixed_dictionaries(dict.fromkeys(sorted(names | {"page", "else"}), answers))
        wrong[f"{endpoint} by {who}"] = tried(odd, ask)
        for name in sorted(names - {"language"}):  # every page reads that one in the same way
            first = [{name: text} for text in TEXTS]
            wrong[f"{endpoint} by {who}: {name}"] = tried(
                st.fixed_dictionaries({name: answers}), ask, first
            )
    assert not any(wrong.values()), told(wrong)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_part_of_an_address_breaks_a_page(site, part):
    wrong = {}
    rules = sorted(site.app.url_map.iter_rules(), key=lambda rule: rule.endpoint)
    for rule in [rule for rule in rules if rule.arguments - {"language"}][part::PARTS]:
        client = site.client(site.openers(rule.endpoint)[-1])
        odd = {name: parts(one) for name, one in rule._converters.items() if name != "language"}
        method = "GET" if "GET" in rule.methods else min(rule.methods - {"OPTIONS"})

        def ask(values, client=client, rule=rule, method=method):
            known = {"language": "en"} if "language" in rule.arguments else {}
            path = site.app.url_map.bind("localhost").build(rule.endpoint, known | values, method)
            answered(site, client, path, {}, method)

        wrong[rule.endpoint] = tried(st.fixed_dictionaries(odd), ask)
    assert not any(wrong.values()), told(wrong)


def parts(converter: BaseConverter) -> st.SearchStrategy[object]:
    """Return what may stand in a part of an address."""
    if isinstance(converter, IntegerConverter):
        return st.integers(min_value=0) | st.sampled_from([2**31, 2**63, 10**4000])
    if type(converter) is UnicodeConverter:
        return texts.map(lambda text: text[:2000] or "-")
    return st.sampled_from(sorted(converter.regex.strip("(?:)").split("|")))


def answered(site, client, path: str, query: dict, method: str = "GET") -> None:
    """Ask for a page: it is opened or not there, and opening it writes nothing.

    What is sent to a number that happens to be somebody's may well be done.
    """
    with in_time():
        response = client.open(path, method=method, query_string=query)
    assert response.status_code < 500 or response.mimetype == "application/json", response.status
    if changed := site.changed():
        site.renew()
        assert method != "GET", f"opening it changed {sorted(changed)}"
