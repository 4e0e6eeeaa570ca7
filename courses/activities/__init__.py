"""Activities: what people take part in, a run of a course or a seminar."""
