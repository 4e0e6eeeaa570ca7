"""The rows of the catalogue: courses, modules, instruments, law, and the words to sort them by."""

from courses.catalogue.models.courses import (
    CITED,
    PUBLIC,
    Course,
    CourseInterest,
    CourseModule,
    Instrument,
    InstrumentKind,
    LawRevision,
    LegislativeProfiles,
    Mode,
    Module,
    ModuleInstrument,
    ProfiledInstrument,
    Ratification,
)
from courses.catalogue.models.sourced import Sourced
from courses.catalogue.models.terms import CourseTerm, Term, Vocabulary, those_of

__all__ = [
    "CITED",
    "PUBLIC",
    "Course",
    "CourseInterest",
    "CourseModule",
    "CourseTerm",
    "Instrument",
    "InstrumentKind",
    "LawRevision",
    "LegislativeProfiles",
    "Mode",
    "Module",
    "ModuleInstrument",
    "ProfiledInstrument",
    "Ratification",
    "Sourced",
    "Term",
    "Vocabulary",
    "those_of",
]
