"""Whoever is asked for her data finds out what becomes of them, in her language."""

import pytest


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_every_page_leads_to_what_becomes_of_her_data(client, language):
    start = client.get(f"/{language}/courses").text
    assert f'href="/{language}/privacy"' in start
    page = client.get(f"/{language}/privacy")
    assert page.status_code == 200
    assert 'href="mailto:courses@turin.example"' in page.text
    assert page.headers["Cache-Control"].startswith("public")
