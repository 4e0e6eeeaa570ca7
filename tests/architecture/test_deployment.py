"""What the container files name is there, and says the same as the program and README.md."""

import re

import yaml

from tests.architecture.conftest import ROOT
from turin import config

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OURS = ("migrations", "web", "worker", "beat")
GIVEN = {
    "TURIN_SECRET_KEY": "q8Zr1vXw0bTn5LdK7yHc3mJf9sPgAe2u",
    "TURIN_PUBLIC_URL": "https://courses.example.org",
    "TURIN_HOSTS": "courses.example.org",
    "TURIN_SMTP_URL": "smtp://turin:secret@mail.example.org:587",
    "TURIN_MAIL_FROM": "courses@example.org",
    "TURIN_REPLY_TO": "desk@example.org",
    "POSTGRES_PASSWORD": "letters0and1digits",
}


def settings_of(service: str) -> dict[str, str]:
    """What compose hands to a service once .env is filled in."""
    asked = re.compile(r"\$\{(\w+):[?-]\}")
    environment = COMPOSE["services"][service]["environment"]
    return {
        name: asked.sub(lambda m: GIVEN.get(m[1], ""), value) for name, value in environment.items()
    }


def test_every_service_of_ours_starts_with_these_settings(tmp_path):
    for service in OURS:
        told = settings_of(service) | {"TURIN_INSTANCE": str(tmp_path)}
        if "PROMETHEUS_MULTIPROC_DIR" in told:
            told["PROMETHEUS_MULTIPROC_DIR"] = str(tmp_path)
        read = config.read(told)
        assert (read.proxies, read.accel) == (1, "/stored")


def test_readme_starts_what_the_containers_start():
    readme = (ROOT / "README.md").read_text()
    started = [COMPOSE["services"][name].get("command", "") for name in OURS]
    started.append(" ".join(re.findall(r'"([^"]+)"', DOCKERFILE.partition("CMD [")[2])))
    for command in started:
        assert command[:13] in readme, command


def test_what_the_image_takes_is_there_and_let_in():
    taken = re.findall(r"^COPY (?!--from)(\S+)", DOCKERFILE, re.MULTILINE)
    let_in = (ROOT / ".dockerignore").read_text().split()
    for name in taken:
        assert (ROOT / name).exists(), name
        assert f"!{name.partition('/')[0]}" in let_in, name


def test_nginx_has_the_files_where_turin_says():
    nginx = COMPOSE["configs"]["nginx"]["content"]
    assert f"location {settings_of('web')['TURIN_X_ACCEL']}/ {{\n    internal;" in nginx
    assert "alias /var/lib/turin/files/;" in nginx
    assert "TURIN_INSTANCE=/var/lib/turin" in DOCKERFILE


def test_nginx_passes_on_by_which_tag_a_download_goes_on():
    inside = COMPOSE["configs"]["nginx"]["content"].partition("internal;")[2].partition("}")[0]
    assert "etag off;" in inside
    assert "add_header ETag $$upstream_http_etag;" in inside
    assert 'add_header Last-Modified "";' in inside


def test_images_have_versions():
    images = [service["image"] for service in COMPOSE["services"].values()]
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert all(":" in image or image == "turin" for image in images)
    assert all(re.search(r":3\.11\b", base) for base in bases)
