"""Sound at 24 kilobits a second, by ffmpeg: speech stays clear in Opus, and an hour has 11 MB."""

import subprocess
from pathlib import Path
from typing import Any

from courses.materials.derived.child.refusing import Refused

# How ffmpeg calls them; told so that it does not guess, for a list of addresses is a format to it.
DEMUXERS = {"mp3": "mp3", "opus": "ogg", "ogg": "ogg", "m4a": "mov", "wav": "wav"}
BITS = "24k"


def lighter(source: Path, result: Path, form: str) -> dict[str, Any]:
    """Write the sound of a file of that format in mono at 24 kbit/s.

    Raises Refused if ffmpeg makes nothing of it, RuntimeError if it died.
    """
    reading = ["-protocol_whitelist", "file", "-f", DEMUXERS[form], "-i", f"file:{source}"]
    taken = ["-map", "0:a:0", "-map_metadata", "-1"]
    # Unconstrained, what is hard to code takes twice as many bits.
    coded = ["-c:a", "libopus", "-b:a", BITS, "-vbr", "constrained", "-ac", "1"]
    coded += ["-application", "voip", "-threads", "1"]
    command = ["ffmpeg", "-nostdin", *reading, *taken, *coded, "-f", "ogg", f"file:{result}"]
    done = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - no shell
    if done.returncode < 0:
        raise RuntimeError("ffmpeg died")
    if done.returncode:
        raise Refused("broken")
    return {"bits": BITS}
