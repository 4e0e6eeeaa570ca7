"""The example that ships: only what is known, and gone without a trace when it is unloaded."""

import pikepdf
import pytest
from sqlalchemy import delete, func, select, update

from courses.activities.models import Activity, CentrePart, Kind
from courses.catalogue.models import Course, Instrument, Module, Ratification
from courses.exchange.commands import catalogue
from courses.exchange.loading import SECTIONS
from courses.exchange.unloading import unload
from courses.materials.models import ActivityMaterial, MaterialFile, Translation, Work
from courses.outcomes.models import Outcome
from tests.conftest import bring
from tests.factories import activities as make
from tests.factories import materials
from turin import storage
from turin.db import db, transaction
from turin.db.search import SearchTerm, matches

pytestmark = pytest.mark.xdist_group("example")  # what they stand on is made once an engine
NOTE = "Note to the Governing Body of the ILO, 18 February 2008"


def run(app, *words):
    return app.test_cli_runner().invoke(catalogue, words, catch_exceptions=False)


@pytest.fixture
def loaded(site, app):
    """What the command loads: the example, with its sample files."""

    def load():
        assert run(app, "load-example").exit_code == 0

    bring(site[0], "loaded_by_command", load)


def keys(model, *where):
    return set(db.session.scalars(select(model.key).where(*where)))


def test_it_has_what_the_facts_have(example):
    counts = {
        section.name: db.session.scalar(select(func.count()).select_from(section.model))
        for section in SECTIONS
    }
    assert counts == {
        "organisations": 48,
        "terms": 29,  # with the two kinds of funding that every centre of the ILO has
        "instruments": 10,
        "ratifications": 16,
        "law_revisions": 11,
        "legislative_profiles": 1,
        "modules": 22,
        "courses": 9,
        "activities": 27,
        "works": 18,
        "outcomes": 8,
    }


def test_only_three_of_the_six_seminars_are_known_to_have_adopted_a_declaration(example):
    seminars = keys(Activity, Activity.kind == Kind.SEMINAR)
    assert len(seminars) == 6
    declared = select(Activity.key).join(Outcome).where(Activity.kind == Kind.SEMINAR)
    assert set(db.session.scalars(declared)) == {
        "kathmandu_2007",
        "montevideo_2005",
        "asuncion_2007",
    }
    assert not any(one.words for one in db.session.scalars(select(Outcome)))


def test_of_the_seminars_only_the_month_is_known(example):
    starts = db.session.scalars(select(Activity.starts).where(Activity.kind == Kind.SEMINAR)).all()
    assert all(len(start.iso) == 7 for start in starts)


def test_the_centres_own_part_is_told_only_where_it_is_stated(example):
    organised = keys(
        Activity, Activity.kind == Kind.SEMINAR, Activity.centre_part == CentrePart.ORGANISED
    )
    assert organised == {"damascus_2007", "moscow_2007", "jakarta_2007", "kathmandu_2007"}
    meetings = keys(Activity, Activity.kind == Kind.MEETING)
    assert len(meetings) == 12
    assert keys(Activity, Activity.centre_part == CentrePart.CITED) >= meetings


def test_the_ratifications_are_those_of_the_note(example):
    rows = db.session.execute(
        select(Instrument.key, Ratification.country).join(
            Instrument, Instrument.id == Ratification.instrument_id
        )
    )
    bound = {}
    for instrument, country in rows:
        bound.setdefault(instrument, set()).add(country)
    assert bound == {
        "C097": {"AL", "AM", "ME", "MD", "TJ"},
        "C143": {"AL", "AM", "ME", "PH", "TJ"},
        "ICRMW": {"AL", "DZ", "AR", "CL", "LS", "MR"},
    }


def test_the_pages_tell_who_is_bound_and_in_which_paragraph_that_is_said(example, client):
    page = client.get("/en/course/labour_migration_turin").page
    told = [" ".join("".join(one.itertext()).split()) for one in page.iter("li")]
    bound = [words for words in told if NOTE + ", paragraph 9" in words]
    assert len(bound) == 16
    assert f"Albania, 5 June 2007, accession Source: {NOTE}, paragraph 9" in " ".join(bound)
    assert (
        sum("Source of the date: general knowledge, not checked" in words for words in bound) == 6
    )


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "/en/courses/montevideo_2005",
            [
                "December 2005",
                "which part the Centre had in it, if any, is not recorded",
                "graph 36",
            ],
        ),
        ("/en/courses/moscow_2007", ["June 2007", "Organized with the Programme", "graph 36"]),
        ("/en/courses/labour_migration_turin_2008_fr", ["The year is inferred", "no year printed"]),
        ("/en/courses/labour_migration_academy_2018", ["held on the campus is assumed"]),
        ("/en/course/labour_migration_turin", ["how they are worded", "paragraph 27"]),
        ("/en/library/actrav_manual", ["its title page says 2008", "paragraph 24"]),
    ],
)
def test_a_page_tells_its_source_and_what_is_not_certain(example, client, address, told):
    page = client.get(address, follow_redirects=True).page
    words = " ".join("".join(page.itertext()).split())
    for piece in told:
        assert piece in words


def test_no_length_of_a_module_and_no_day_of_the_framework_is_invented(example):
    assert not db.session.scalars(select(Module).where(Module.hours.is_not(None))).all()
    days = db.session.scalars(select(Instrument.adopted).filter_by(key="MFLM")).all()
    days += db.session.scalars(select(Outcome.adopted).filter_by(key="mflm_experts_framework"))
    assert [str(day) for day in days] == ["2005", "2005"]


def test_the_rights_based_module_stands_in_trade_union_programmes_and_not_in_the_turin_course(
    example,
):
    using = select(Course.key).where(
        Course.modules.any(
            module_id=select(Module.id).filter_by(key="rights_based_approach").scalar_subquery()
        )
    )
    assert db.session.scalars(using).all() == ["rights_based_module"]


def test_every_row_shows_its_source_and_english_and_arabic(example):
    for section in SECTIONS:
        for row in db.session.scalars(select(section.model).where(section.model.example)):
            assert row.source, row
            assert row.confidence in {"high", "medium", "low"}, row
            for name in ("title", "name", "summary", "for_whom", "objectives", "note"):
                text = getattr(row, name, None)
                assert not text or {"en", "ar"} <= text.keys(), (section.name, row.id, name)


def test_the_works_come_in_the_languages_that_are_known_and_their_text_is_not_held(example):
    framework = db.session.scalars(select(Work).filter_by(key="mflm")).one()
    assert {one.language for one in framework.editions[0].translations} == {
        "en", "fr", "es", "ar", "zh", "ru",
    }  # fmt: skip
    handbook = db.session.scalars(select(Work).filter_by(key="osce_handbook")).one()
    assert [{one.language for one in edition.translations} for edition in handbook.editions] == [
        {"en", "ru", "hy"},
        {"en", "ar"},
    ]
    manual = db.session.scalars(select(Work).filter_by(key="ioe_manual")).one()
    assert (str(manual.in_preparation), manual.editions) == ("2008-02", [])


@pytest.mark.parametrize(
    ("query", "key"),
    [("migrant domestic", "montevideo_2005"), ("دمشق", "damascus_2007"), ("Москве", "moscow_2007")],
)
def test_it_is_found_in_english_arabic_and_russian(example, query, key):
    found = select(Activity.key).where(matches("activity", Activity.__table__.c.id, query))
    assert key in db.session.scalars(found).all()


def test_only_the_sample_work_has_files_in_many_scripts_and_each_says_so(loaded):
    held = db.session.execute(
        select(Work.key, Translation.language, MaterialFile)
        .select_from(MaterialFile)
        .join(MaterialFile.translation)
        .join(Translation.edition)
        .join(Work)
    ).all()
    assert {key for key, _, _ in held} == {"sample_handbook"}
    languages = {"en", "fr", "es", "pt", "ru", "ar", "zh", "km", "lo", "hi"}
    assert {language for _, language, _ in held} == languages
    for _, _, file in held:
        content = storage.path(file.sha256).read_bytes()
        assert len(content) == file.size
        assert content.startswith({"pdf": b"%PDF", "html": b"<!doctype"}.get(file.format, b""))
    english = {file.format: file for _, language, file in held if language == "en"}
    assert b"it is not the handbook" in storage.path(english["txt"].sha256).read_bytes()
    with pikepdf.open(storage.path(english["pdf"].sha256)) as pdf:  # no day of its making
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261101")


def test_loading_it_twice_says_that_everything_is_the_same(loaded, app):
    again = run(app, "load-example").output.splitlines()
    assert "ratifications: 16 same" in again
    assert "sample files: 0 added" in again


def counted():
    """Return how many rows each table has: a few came with the migrations."""
    counts = ((one, select(func.count()).select_from(one)) for one in db.metadata.sorted_tables)
    return {table.name: db.session.scalar(count) for table, count in counts}


@pytest.fixture
def before(app):
    """How many rows each table had before the example came."""
    counts = counted()
    db.session.rollback()
    return counts


def test_unloading_leaves_nothing_of_it(before, loaded, app):
    said = run(app, "unload-example")
    assert "ratifications: 16 removed" in said.output
    assert counted() == before
    assert run(app, "unload-example").output == "nothing of the example is here\n"


def test_unloading_keeps_what_something_real_stands_on(example):
    with transaction():
        course = db.session.scalars(select(Course).filter_by(key="labour_migration_turin")).one()
        ours = make.activity(course_id=course.id)
        invented = make.activity(course_id=course.id, demonstration=True)
    with transaction():
        done = unload()
    assert keys(Course) == {"labour_migration_turin"}
    assert "courses labour_migration_turin: activity stands on it" in done.kept
    assert keys(Module) == {
        "protection_of_migrant_workers",
        "employment",
        "labour_standards",
        "gender",
        "social_dialogue",
    }
    assert keys(Activity) == {ours.key, invented.key}
    assert invented.course_id is None
    assert not db.session.scalars(select(SearchTerm).filter_by(kind="work")).all()


def test_a_sample_that_a_real_activity_hands_out_keeps_its_files(example):
    with transaction():
        sample = db.session.scalars(select(Work).filter_by(key="sample_handbook")).one()
        file = materials.held(sample, "en")
        ours, invented = make.activity(), make.activity(demonstration=True)
        for activity in (ours, invented):
            db.session.add(ActivityMaterial(activity_id=activity.id, work_id=sample.id))
    with transaction():
        done = unload()
    assert "works sample_handbook: activity material stands on it" in done.kept
    assert db.session.scalars(select(MaterialFile.sha256)).all() == [file.sha256]
    assert db.session.scalars(select(ActivityMaterial.activity_id)).all() == [ours.id]


def test_a_file_of_ours_stays_when_the_example_goes(loaded, app, tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text("works: [{key: ours, kind: manual, title: {en: Ours}, publishers: [ilo]}]")
    run(app, "load", str(file))
    said = run(app, "unload-example").output
    assert "kept: organisations ilo: work publisher stands on it" in said
    assert keys(Work) == {"ours"}


def test_a_bad_file_is_told_line_by_line(app, tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text("works: [{key: ours, kind: book, title: {en: Ours}}]")
    said = run(app, "load", str(file))
    assert said.exit_code == 1
    assert "ours.yaml, line 1, works ours, kind: “book” is none of" in said.stderr
    assert "1 problem; nothing was loaded" in said.stderr


def test_everything_can_be_made_found_anew(example, app):
    before = terms()
    with transaction():
        db.session.execute(delete(SearchTerm).where(SearchTerm.kind != "work"))
        db.session.execute(update(SearchTerm).values(weight=1, languages=""))
    assert "are found by their words" in run(app, "index").output
    assert terms() == before


def terms() -> list[tuple[object, ...]]:
    table = SearchTerm.__table__
    return [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key))]
