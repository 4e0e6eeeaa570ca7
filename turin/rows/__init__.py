"""Rows of catalogue files: read with their lines, checked field by field, written if they differ.

A capability says in its ``load.py`` what a row of its own looks like and how it is written; nobody
else knows its columns.
"""

from turin.rows.fields import (
    Country,
    Day,
    Key,
    Language,
    Languages,
    Listed,
    OneOf,
    Refers,
    Translated,
    When,
    Whole,
    Words,
    YesNo,
    Zone,
)
from turin.rows.reading import BadFile, Place, Problem, read
from turin.rows.section import Section
from turin.rows.shape import Rows, Shape
from turin.rows.writing import SOURCED, Change, Origin, align, assign, merged, put

__all__ = [
    "SOURCED",
    "BadFile",
    "Change",
    "Country",
    "Day",
    "Key",
    "Language",
    "Languages",
    "Listed",
    "OneOf",
    "Origin",
    "Place",
    "Problem",
    "Refers",
    "Rows",
    "Section",
    "Shape",
    "Translated",
    "When",
    "Whole",
    "Words",
    "YesNo",
    "Zone",
    "align",
    "assign",
    "merged",
    "put",
    "read",
]
