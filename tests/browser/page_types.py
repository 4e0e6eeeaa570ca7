"""One page of each type: who looks at it, and where it is."""

from typing import NamedTuple


class PageType(NamedTuple):
    """``address`` names what `Demonstration.names` knows; ``who`` an account, or somebody applying.

    ``public`` pages are those that must be light.
    """

    name: str
    address: str
    who: str = ""
    status: int = 200

    @property
    def public(self) -> bool:
        """Whether anybody may open it."""
        return self.who in {"", "applying"}


PAGES = [
    PageType("courses", "/{language}/courses"),
    PageType("past", "/{language}/courses?when=past"),
    PageType("activity", "/{language}/courses/{coming}"),
    PageType("seminar", "/{language}/courses/{seminar}"),
    PageType("outcome", "/{language}/outcomes/{outcome}"),
    PageType("course", "/{language}/course/{course}"),
    PageType("countries", "/{language}/courses/{coming}/countries"),
    PageType("standards", "/{language}/standards"),
    PageType("standard", "/{language}/standards/C097"),
    PageType("country", "/{language}/countries/AL"),
    PageType("ask", "/{language}/courses/{coming}/ask"),
    PageType("tell-me", "/{language}/course/{undated}/tell-me"),
    PageType("privacy", "/{language}/privacy"),
    PageType("library", "/{language}/library"),
    PageType("work", "/{language}/library/{work}"),
    PageType("sign-in", "/{language}/sign-in"),
    PageType("apply-you", "/{language}/apply/{coming}/you", "applying"),
    PageType("apply-organization", "/{language}/apply/{coming}/organization", "applying"),
    PageType("apply-experience", "/{language}/apply/{coming}/experience", "applying"),
    PageType("apply-funding", "/{language}/apply/{coming}/funding", "applying"),
    PageType("apply-check", "/{language}/apply/{coming}/check", "applying"),
    PageType("apply-sent", "/{language}/apply/{coming}/sent", "applying"),
    PageType("mailed-link", "/{language}/r/{token}"),
    PageType("spent-link", "/{language}/r/used-before", status=410),
    PageType("link-sent", "/{language}/sign-in/sent"),
    PageType("apply-saved", "/{language}/apply/{coming}/saved", "applying"),
    PageType("verify", "/v"),
    PageType("verify-valid", "/v/{number}"),
    PageType("verify-unknown", "/v/ZZZZ-ZZZZ", status=404),
    PageType("missing", "/{language}/courses/no-such-course", status=404),
    PageType("me", "/{language}/me", "participant"),
    PageType("mine", "/{language}/me/{mine}", "participant"),
    PageType("offered", "/{language}/me/{offered}", "gulnora"),
    PageType("refuse", "/{language}/me/{offered}/refuse", "gulnora"),
    PageType("correct-name", "/{language}/me/{offered}/name", "gulnora"),
    PageType("calendars", "/{language}/me/calendars", "participant"),
    PageType("add-calendar", "/{language}/me/calendars/mine/me", "participant"),
    PageType("password", "/{language}/me/password", "participant"),
    PageType("sign-out", "/{language}/sign-out", "participant"),
    PageType("sign-ins", "/{language}/me/sign-ins", "participant"),
    PageType("second-step", "/{language}/me/second-step", "participant"),
    PageType("second-step-codes", "/{language}/me/second-step/codes", "participant-ar"),
    PageType("second-step-late", "/{language}/sign-in/code", status=410),
    PageType("profile", "/{language}/me/profile", "participant"),
    PageType("overview", "/staff", "coordinator"),
    PageType("unreached", "/staff/unreached", "coordinator"),
    PageType("reach", "/staff/unreached/{undelivered}", "coordinator"),
    PageType("activities", "/staff/activities", "coordinator"),
    PageType("texts", "/staff/texts", "coordinator"),
    PageType("texts-of-a-language", "/staff/texts/fr", "coordinator"),
    PageType("translate", "/staff/texts/km/course/{course}?source=ar", "coordinator"),
    PageType("year", "/staff/activities/calendar", "coordinator"),
    PageType("plan-choose", "/staff/activities/plan", "coordinator"),
    PageType("copy", "/staff/activities/{ended}/copy", "coordinator"),
    PageType(
        "copy-preview",
        "/staff/activities/{ended}/copy?starts=2028-12-25&zone=Europe%2FRome&country=IT"
        "&taken=sessions&taken=rooms&taken=trainers&taken=coordinators",
        "coordinator",
    ),
    PageType("copied", "/staff/activities/{copy}/copied", "coordinator"),
    PageType("plan", "/staff/activities/plan/{course}", "coordinator"),
    PageType("staff-activity", "/staff/activities/{coming}", "coordinator"),
    PageType("edit", "/staff/activities/{coming}/edit", "coordinator"),
    PageType("backing", "/staff/activities/{coming}/backing", "coordinator"),
    PageType("checklist", "/staff/activities/{coming}/checklist", "coordinator"),
    PageType("history", "/staff/activities/{coming}/history", "coordinator"),
    PageType("vocabularies", "/staff/vocabularies", "coordinator"),
    PageType("course-terms", "/staff/courses/{course}/terms", "coordinator"),
    PageType("term", "/staff/vocabularies/donor", "coordinator"),
    PageType("move", "/staff/activities/{coming}/move", "coordinator"),
    PageType("discard", "/staff/activities/{coming}/discard", "coordinator"),
    PageType("cancel", "/staff/activities/{coming}/cancel", "coordinator"),
    PageType("staff-countries", "/staff/activities/{coming}/countries?country=AL", "coordinator"),
    PageType("modules", "/staff/modules", "coordinator"),
    PageType("module", "/staff/modules/labour_standards", "coordinator"),
    PageType("taught", "/staff/activities/{coming}/modules", "coordinator"),
    PageType("timetable", "/staff/activities/{coming}/timetable", "coordinator"),
    PageType("session", "/staff/sessions/{coming_session}", "coordinator"),
    PageType("rooms", "/staff/rooms", "coordinator"),
    PageType("room", "/staff/rooms/{room}", "coordinator"),
    PageType("rooms-week", "/staff/rooms/week?from={first_day}", "coordinator"),
    PageType("room-week", "/staff/rooms/{room}/week?from={first_day}", "coordinator"),
    PageType("trainer-week", "/staff/trainers/{trainer}/week?from={first_day}", "coordinator"),
    PageType("call", "/staff/activities/{coming}/call", "coordinator"),
    PageType("call-answer", "/{language}/call/{call_token}"),
    PageType("call-spent", "/{language}/call/too-old", status=410),
    PageType("papers", "/staff/activities/{running}/papers", "coordinator"),
    PageType("trainer-papers", "/staff/activities/{running}/papers", "trainer"),
    PageType("applicants", "/staff/activities/{coming}/applicants", "coordinator"),
    PageType("decide", "/staff/activities/{coming}/applicants/offer?a={waiting}", "coordinator"),
    PageType("applicant", "/staff/applications/{waiting}", "coordinator"),
    PageType("outcomes", "/staff/activities/{ended}/outcomes", "coordinator"),
    PageType("record-outcome", "/staff/activities/{ended}/outcomes/add", "coordinator"),
    PageType("edit-outcome", "/staff/outcomes/{outcome}", "coordinator"),
    PageType("commitment", "/staff/commitments/{commitment}", "coordinator"),
    PageType("progress", "/staff/commitments/{commitment}/progress", "coordinator"),
    PageType("commitments", "/staff/commitments", "coordinator"),
    PageType("attendance", "/staff/activities/{running}/attendance", "coordinator"),
    PageType("sheet", "/staff/sessions/{session}/attendance", "coordinator"),
    PageType("certificates", "/staff/activities/{ended}/certificates", "coordinator"),
    PageType("correct", "/staff/certificates/{number}/correct", "coordinator"),
    PageType("revoke", "/staff/certificates/{number}/revoke", "coordinator"),
    PageType("add-session", "/staff/activities/{coming}/timetable/add", "coordinator"),
    PageType("trainer-sheet", "/staff/sessions/{session}/attendance", "trainer"),
    PageType("teaching", "/staff/teaching", "trainer"),
    PageType("people", "/admin/people", "administrator"),
    PageType("person", "/admin/people/{person}", "administrator"),
    PageType("letter", "/staff/mailbox/{letter}", "coordinator"),
    PageType("mailbox", "/staff/mailbox/", "coordinator"),
]
