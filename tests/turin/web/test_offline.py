"""The worker is versioned, and its pages may be kept by anybody."""

import re

from turin.web.static import asset


def test_the_worker_is_served_from_the_root_and_asked_about_each_time(client):
    answer = client.get("/sw.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "VERSION" not in answer.text
    tag = answer.headers["ETag"]
    assert client.get("/sw.js", headers={"If-None-Match": tag}).status_code == 304


def test_the_worker_keeps_only_what_its_list_names():
    listed = re.search(r"var PUBLIC = /(.*)/;", asset("sw.js").bodies["identity"].decode())[1]
    pattern = re.compile(listed.replace("\\/", "/"))
    for kept in ("/en/courses", "/ar/courses/A1-title", "/ru/library/handbook"):
        assert pattern.match(kept)
    for never in ("/en/apply/A1/you", "/en/me", "/en/sign-in", "/staff", "/en/packs/library"):
        assert not pattern.match(never)


def test_its_pages_may_be_kept_and_work_without_scripts(client):
    for page in ("offline", "no-connection"):
        assert client.get(f"/ar/{page}").headers["Cache-Control"].startswith("public")
