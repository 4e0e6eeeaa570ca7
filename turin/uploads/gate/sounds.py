"""Sound: MP3 and Opus, walked through frame by frame and page by page."""

from typing import BinaryIO

from turin.uploads.gate.refusals import Cut, Damaged, UnknownFormat

# kbit/s by MPEG version (1, or 2 and 2.5), layer III; and samples a second by version.
RATES = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
SAMPLES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
FEWEST_FRAMES = 3  # by chance two marks may stand right behind one another
TAGS = (b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"\0")  # what may stand behind the last frame
OPUS_RATE = 48_000  # whatever it was recorded at
HEAD = 27  # octets of a page's head in Ogg, before its table


def mp3_seconds(file: BinaryIO, size: int) -> int:
    """Return how long an MP3 is. Raises a refusal unless all of it is one."""
    at, frames, seconds = _after_id3(file), 0, 0.0
    while at < size:
        file.seek(at)
        frame = _frame(file.read(4))
        if frame is None:
            break
        length, lasts = frame
        at, frames, seconds = at + length, frames + 1, seconds + lasts
    if frames < FEWEST_FRAMES:
        raise Damaged
    if at < size:
        file.seek(at)
        if not file.read(16).startswith(TAGS):
            raise Damaged
    return round(seconds)


def _after_id3(file: BinaryIO) -> int:
    file.seek(0)
    head = file.read(10)
    if not head.startswith(b"ID3"):
        return 0
    length = 0
    for octet in head[6:10]:  # of seven bits each
        length = length << 7 | octet & 0x7F
    return 10 + length + (10 if head[5] & 0x10 else 0)


def _frame(head: bytes) -> tuple[int, float] | None:
    """Return the length of a frame in octets and in seconds; None if it is none of layer III."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version, rate, sampling = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or rate in {0, 15} or sampling == 3:
        return None
    first = version == 3
    hertz, samples = SAMPLES[version][sampling], 1152 if first else 576
    kilobits = RATES[1 if first else 2][rate]
    return samples // 8 * kilobits * 1000 // hertz + (head[2] >> 1 & 1), samples / hertz


def opus_seconds(file: BinaryIO, size: int) -> int:
    """Return how long an Opus recording in Ogg is. Raises a refusal unless all of it is one."""
    at, last, before = 0, 0, 0
    while at < size:
        file.seek(at)
        head = file.read(HEAD)
        if not head.startswith(b"OggS"):
            raise Damaged
        table = file.read(head[26]) if len(head) == HEAD else b""
        if not table:
            raise Cut
        if at == 0:
            begins = file.read(12)
            if not begins.startswith(b"OpusHead"):
                raise UnknownFormat
            before = int.from_bytes(begins[10:12], "little")
        granule = int.from_bytes(head[6:14], "little", signed=True)
        last = max(last, granule)
        at += HEAD + len(table) + sum(table)
    if at > size:
        raise Cut
    return max(0, round((last - before) / OPUS_RATE))
