"""Every capability's pages: the list of what there is."""

from flask import Flask

from courses.activities import routes as activities
from courses.activities.bulk import routes as bulk
from courses.activities.calls import routes as calls
from courses.activities.views import routes as views
from courses.activities.year import routes as year
from courses.attendance import routes as attendance
from courses.catalogue.sources import sources
from courses.catalogue.texts import routes as texts
from courses.catalogue.vocabularies import routes as vocabularies
from courses.certificates import routes as certificates
from courses.materials import routes as materials
from courses.materials.demand import routes as demand
from courses.materials.derived import routes as derived
from courses.materials.joining import routes as handing_out
from courses.materials.keeping import routes as keeping
from courses.materials.library import routes as library
from courses.materials.packs import routes as packs
from courses.materials.translating import routes as translating
from courses.outcomes import routes as outcomes
from courses.pages import activity as _activity  # noqa: F401 - hangs its pages on `public`
from courses.pages import asking as _asking  # noqa: F401 - likewise
from courses.pages import copying as _copying  # noqa: F401 - likewise
from courses.pages import feed as _feed  # noqa: F401 - likewise
from courses.pages import finding, navigation, overview, papers, public
from courses.pages import privacy as _privacy  # noqa: F401 - likewise
from courses.pages import reaching as _reaching  # noqa: F401 - likewise
from courses.pages import standards as _standards  # noqa: F401 - likewise
from courses.pages.briefing import pages as briefing
from courses.pages.figures import pages as figures
from courses.pages.history import staff as history
from courses.pages.modules import pages as modules
from courses.pages.printing import routes as printing
from courses.registration import papers as her_papers
from courses.registration import queries as seats
from courses.registration import routes as registration
from courses.reminders import routes as reminders
from courses.schedule import routes as schedule
from courses.schedule.calendars import attending
from courses.schedule.calendars import routes as calendars
from courses.schedule.inviting import routes as inviting
from turin.people import landing

ALL = (
    finding.short,
    public.pages,
    overview.staff,
    figures.staff,
    texts.pages,
    vocabularies.pages,
    printing.staff,
    activities.pages,
    activities.words,
    year.pages,
    views.pages,
    bulk.pages,
    calls.pages,
    calls.answers,
    briefing.staff,
    modules.staff,
    history,
    schedule.pages,
    inviting.pages,
    inviting.answers,
    calendars.pages,
    calendars.feeds,
    registration.pages,
    registration.staff,
    library.pages,
    materials.downloads,
    derived.pages,
    derived.downloads,
    packs.pages,
    packs.downloads,
    demand.pages,
    handing_out.pages,
    keeping.pages,
    translating.pages,
    reminders.pages,
    attendance.pages,
    outcomes.readers,
    outcomes.pages,
    certificates.staff,
    certificates.mine,
    certificates.verification,
)


def register(app: Flask) -> None:
    """Add all pages to the application."""
    for pages in ALL:
        app.register_blueprint(pages)
    app.add_template_filter(sources)
    navigation.init_app(app)
    her_papers.give(papers.certificates_of)
    attending.ask(seats.attended_by)
    landing.lead_to(app, staff="staff.overview", others="registration.me")
