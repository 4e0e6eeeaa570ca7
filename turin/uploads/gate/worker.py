"""``python -m turin.uploads.gate.worker PATH``: inspects one file with little time and memory.

Its answer is one line of JSON. It ends with another status than 0 if the file was too much for it.
"""

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path

from turin.uploads.gate.inspecting import inspect
from turin.uploads.gate.refusals import FileRefused

MEMORY = 1024 * 1024 * 1024  # octets of address space; half of it is libraries, and not used
SECONDS = 30  # of a processor


def main() -> None:
    """Answer with what the file is, or with why it is refused."""
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        resource.setrlimit(limit, (most, most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it has nothing to write
    try:
        answer: dict[str, object] = {"found": asdict(inspect(Path(sys.argv[1])))}
    except FileRefused as refused:
        answer = {"refused": type(refused).__name__, "facts": refused.facts}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
