"""Reading a file as the child does, without a process of its own."""

import json
import os

import pytest

from courses.materials.derived.child.makers import make


@pytest.fixture
def child(tmp_path):
    """Make ``kind`` of ``content``; return the details, and the result or what it says as JSON."""

    def run(kind, form, content, language="en"):
        source, result = tmp_path / "source", tmp_path / "result"
        source.write_bytes(content)
        result.unlink(missing_ok=True)
        details = make(kind, form, language, source, result)
        if kind == "text":
            return details, json.loads(result.read_bytes())
        return details, result.read_bytes() if result.exists() else None

    return run


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Put a program of that name on the path, which does what the shell is told."""

    def put(name, script):
        file = tmp_path / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    return put
