"""Every form that takes a sheet, with files that are none, are broken, or would do harm."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.courses.exchange.imports.sheets import xlsx
from tests.fuzz.checking import in_time, left_as_it_was
from tests.fuzz.odd import DATES, NASTY

FORMS = ("/staff/imports/{}".format, "/staff/activities/{}/timetable/import".format)
HEADS = ["name", "code", "day", "starts_at", "ends_at", "title", "capacity", "first", "module"]


def packed(**parts: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def laughing() -> bytes:
    """A sheet whose letters multiply as they are read."""
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    sheet = f'<!DOCTYPE x [<!ENTITY l0 "ha">{lines}]><worksheet>&l9;</worksheet>'
    whole = xlsx(HEADS)
    file = BytesIO()
    with ZipFile(BytesIO(whole)) as before, ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for part in before.infolist():
            laughs = part.filename == "xl/worksheets/sheet1.xml"
            archive.writestr(part.filename, sheet if laughs else before.read(part))
    return file.getvalue()


ODD = [text.replace("\r", " ")[:5000] for text in (*NASTY, *DATES)]
FILES = {
    "nothing": b"",
    "nul": b"\0" * 1000,
    "octets": bytes(range(256)) * 20,
    "half a mark": b"\xff\xfe\x41",
    "zip of nothing": packed(),
    "zip of a bomb": packed(xl__sheet1=b"0" * 9_000_000),
    "entities": laughing(),
    "quotes": b'"' * 10_001,
    "delimiters": b";,\t|" * 50_000,
    "odd texts": "\n".join([",".join(HEADS), *(",".join([one] * 9) for one in ODD)]).encode(),
    "odd dates": xlsx(HEADS, *([one] * 9 for one in DATES)),
    "large numbers": xlsx(HEADS, [10**15] * 9, [-1] * 9, [1e300] * 9, [0.5] * 9, [True] * 9),
    "long row": xlsx(HEADS, ["a" * 32_000] * 9),
}


@pytest.mark.parametrize("name", FILES)
def test_no_file_breaks_a_form(site, name):
    things = site.world.things
    paths = [FORMS[0](kind) for kind in ("rooms", "trainers", "programmes")]
    for path in [*paths, FORMS[1](things["activity_key"])]:
        client = site.client("administrator")
        data = {"csrf_token": token(client.get(path).text), "file": (BytesIO(FILES[name]), "a.csv")}
        with left_as_it_was(site), in_time():
            answer = client.post(path, data=data, content_type="multipart/form-data")
            if answer.status_code == 303:
                answer = client.get(answer.location)
                assert answer.status_code == 200
            else:
                assert answer.status_code == 422
                assert 'role="alert"' in answer.text


def token(page: str) -> str:
    return page.partition('name="csrf_token" value="')[2].partition('"')[0]
