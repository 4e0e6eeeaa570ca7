"""Filling in forms as a browser does, and reading pages as a person does."""

from werkzeug.test import TestResponse

from tests.pages import Client


def typed(response: TestResponse) -> dict[str, str]:
    """Return what the inputs of a page hold, by name."""
    return {
        field.get("name"): field.get("value") or ""
        for field in response.page.iter("input")
        if field.get("name")
    }


def send(client: Client, path: str, **answers) -> TestResponse:
    """Open the page at ``path`` and send its form with ``answers``."""
    token = typed(client.get(path))["csrf_token"]
    return client.post(path, data={"csrf_token": token, **answers})


def words(response: TestResponse) -> str:
    """Return the text of a page, with single spaces."""
    return " ".join(" ".join(response.page.find("body").itertext()).split())
