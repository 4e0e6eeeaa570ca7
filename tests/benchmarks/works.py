"""Many works of the library with eight translations each, made by the database itself."""

from sqlalchemy import text

from turin.db import db
from turin.language.known import DOCUMENTS

FIRST = 1_000_000  # their ids are far from those that the database gives
EACH = 8  # translations of a work, of its one edition
TABLES = """
INSERT INTO work (id, key, kind, title, summary, year, isbn, audience, for_groups, sample,
                  source, confidence, note, example, demonstration)
SELECT n, 'w' || n, (array['handbook', 'manual', 'toolkit', 'video', 'dataset'])[n % 5 + 1],
       jsonb_build_object('en', 'Handbook on labour migration ' || n), '{}', 1950 + n % 76,
       '', 'all', '[]', false, '', '', '{}', false, false
FROM generate_series(:first, :last) n;
INSERT INTO edition (id, work_id, position, name, isbn, launch_place)
SELECT n, n, 0, '{}', '', '{}' FROM generate_series(:first, :last) n;
INSERT INTO translation (id, edition_id, language, state, isbn, version, translator, source,
                         confidence)
SELECT n * 8 + place, n, (:languages ::text[])[(n * 5 + place * 3) % :known + 1],
       CASE WHEN n % 10 = 0 THEN 'planned' ELSE 'published' END, '', 1, '', '', ''
FROM generate_series(:first, :last) n, generate_series(0, 7) place;
INSERT INTO material_file (id, translation_id, position, version, format, name, sha256, size,
                           licence, attribution, added_at)
SELECT n * 8 + place, n * 8 + place, 0, 1, 'pdf', 'w' || n || '.pdf', md5(n::text) || md5('w'),
       500000, 'cc_by', '', now()
FROM generate_series(:first, :last) n, generate_series(0, 7) place WHERE n % 4 = 0;
INSERT INTO module_material (module_id, work_id)
SELECT m.ids[n % cardinality(m.ids) + 1], n
FROM generate_series(:first, :last) n, (SELECT array_agg(id ORDER BY id) ids FROM module) m;
INSERT INTO work_publisher (work_id, organisation_id, position)
SELECT n, o.ids[n % cardinality(o.ids) + 1], 0
FROM generate_series(:first, :last) n, (SELECT array_agg(id ORDER BY id) ids FROM organisation) o;
INSERT INTO search_term (kind, subject_id, term, weight, languages)
SELECT 'work', n, term, weight, languages FROM generate_series(:first, :last) n, search_term,
       (SELECT min(id) id FROM work WHERE key = 'lmpm_asia') pattern
WHERE kind = 'work' AND subject_id = pattern.id;
"""


def fill(wanted: int) -> None:
    """Bring the library to ``wanted`` works. Inside a transaction, on PostgreSQL."""
    db.session.execute(text("SET LOCAL statement_timeout = 0"))  # millions of rows at once
    there = db.session.execute(text("SELECT count(*) FROM work")).scalar_one()
    languages = sorted(DOCUMENTS)
    values = {
        "first": FIRST + there,
        "last": FIRST + wanted - 1,
        "languages": languages,
        "known": len(languages),
    }
    for statement in TABLES.split(";\n"):
        if statement.strip():
            used = {name: value for name, value in values.items() if f":{name}" in statement}
            db.session.execute(text(statement), used)
    db.session.execute(text("ANALYZE"))  # as PostgreSQL itself would a little later
