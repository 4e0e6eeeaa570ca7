"""Pictures, sound and films, made octet by octet."""

import struct
import zlib
from io import BytesIO

from PIL import Image

from tests.turin.uploads.zoo.animal import Animal
from tests.turin.uploads.zoo.packs import GOOD as ZIP
from tests.turin.uploads.zoo.pdfs import GOOD as PDF


def chunk(kind: bytes, content: bytes) -> bytes:
    total = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", total)


def png(width: int = 2, height: int = 2, behind: bytes = b"") -> bytes:
    head = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\0\0" * 2)
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks + behind


def jpeg(comment: bytes = b"", *, progressive: bool = False) -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 30), "blue").save(file, "jpeg", comment=comment, progressive=progressive)
    return file.getvalue()


def sized(width: int, height: int) -> bytes:
    """A JPEG that says it is larger than it is."""
    content = jpeg()
    return content.replace(struct.pack(">2H", 30, 40), struct.pack(">2H", height, width), 1)


def mp3(frames: int = 100) -> bytes:
    """Frames of 128 kbit/s at 44,100: 417 octets and 26 milliseconds each."""
    return (b"\xff\xfb\x90\x00" + b"\0" * 413) * frames


def ogg(content: list[bytes], granule: int) -> bytes:
    pages = b""
    for number, packet in enumerate(content):
        last = granule if number == len(content) - 1 else 0
        head = struct.pack("<4sBBqIIIB", b"OggS", 0, 0, last, 1, number, 0, 1)
        pages += head + bytes([len(packet)]) + packet
    return pages


OPUS = struct.pack("<8sBBHIhB", b"OpusHead", 1, 1, 312, 48000, 0, 0)


def box(kind: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I", 8 + len(content)) + kind + content


def mp4(brand: bytes, handler: bytes = b"vide", *, flags: int = 1, seconds: int = 7) -> bytes:
    told = struct.pack(">5I", 0, 0, 0, 1000, seconds * 1000)
    reference = box(b"dref", struct.pack(">2I", 0, 1), box(b"url ", struct.pack(">I", flags)))
    handled = box(b"hdlr", struct.pack(">2I", 0, 0), handler, b"\0" * 13)
    track = box(b"trak", box(b"mdia", handled, box(b"minf", box(b"dinf", reference))))
    movie = box(b"moov", box(b"mvhd", told, b"\0" * 80), track)
    return box(b"ftyp", brand, b"\0" * 4, brand) + movie + box(b"mdat", b"\0" * 100)


def element(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack(">Q", len(content) | 1 << 56) + content


def webm(kind: bytes = b"webm", *more: bytes) -> bytes:
    head = element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", kind))
    info = element(b"\x15\x49\xa9\x66", element(b"\x44\x89", struct.pack(">d", 5000.0)))
    return head + element(b"\x18\x53\x80\x67", info + b"".join(more))


ATTACHED = element(b"\x19\x41\xa4\x69", b"")
ID3 = b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 10
HTML = b"<html><script>alert(1)</script></html>"

ANIMALS = [
    Animal("png", "photo.png", png(), "png"),
    Animal("png called a jpeg", "photo.jpg", png(), "png"),
    Animal("jpeg", "photo.jpg", jpeg(), "jpg"),
    Animal("jpeg in steps", "photo.jpg", jpeg(progressive=True), "jpg"),
    Animal("jpeg of a telephone", "photo.jpg", jpeg() + jpeg() + b"\0\0\x01SEFHSEFT", "jpg"),
    # It is served as a file, so that no browser takes it for a page.
    Animal("jpeg with a page in its comment", "photo.jpg", jpeg(HTML), "jpg"),
    Animal("mp3", "talk.mp3", mp3(), "mp3", seconds=3),
    Animal("mp3 with its title", "talk.mp3", ID3 + mp3() + b"TAG" + b"\0" * 125, "mp3", seconds=3),
    Animal("opus", "talk.ogg", ogg([OPUS, b"OpusTags", b"x"], 480_312), "opus", seconds=10),
    Animal("m4a", "talk.m4a", mp4(b"M4A ", b"soun"), "m4a", seconds=7),
    Animal("mp4", "film.mp4", mp4(b"isom"), "mp4", seconds=7),
    Animal("mp4 without pictures", "talk.mp4", mp4(b"isom", b"soun"), "m4a", seconds=7),
    Animal("webm", "film.webm", webm(), "webm", seconds=5),
    Animal("png of a wall", "a.png", png(60_000, 60_000), "TooManyPixels"),
    Animal("jpeg of a wall", "a.jpg", sized(60_000, 60_000), "TooManyPixels"),
    Animal("png with a zip behind", "a.png", png(behind=ZIP), "TwoInOne"),
    Animal("png with words behind", "a.png", png(behind=HTML), "TwoInOne"),
    Animal("jpeg with a zip behind", "a.jpg", jpeg() + ZIP, "TwoInOne"),
    Animal("jpeg with a page behind", "a.jpg", jpeg() + HTML, "TwoInOne"),
    Animal("jpeg with a pdf in its comment", "a.jpg", jpeg(PDF), "TwoInOne"),
    Animal("mp3 with a zip behind", "a.mp3", mp3() + ZIP, "TwoInOne"),
    Animal("mp4 with a zip behind", "a.mp4", mp4(b"isom") + ZIP, "TwoInOne"),
    Animal("pdf with a zip behind", "a.pdf", PDF + ZIP, "TwoInOne"),
    Animal("gif with a jar behind", "a.gif", b"GIF89a\1\0\1\0\0\0\0;" + ZIP, "UnknownFormat"),
    Animal("gif", "a.gif", b"GIF89a\1\0\1\0\0\0\0;", "UnknownFormat"),
    Animal(
        "iphone's picture", "a.heic", box(b"ftyp", b"heic", b"\0" * 4, b"heic"), "UnknownFormat"
    ),
    Animal("quicktime", "a.mov", mp4(b"qt  "), "UnknownFormat"),
    Animal("matroska", "a.mkv", webm(b"matroska"), "UnknownFormat"),
    Animal("vorbis", "a.ogg", ogg([b"\1vorbis", b"x"], 100), "UnknownFormat"),
    Animal("mp4 of pictures elsewhere", "a.mp4", mp4(b"isom", flags=0), "FromElsewhere"),
    Animal("webm with files", "a.webm", webm(b"webm", ATTACHED), "HoldsFiles"),
    Animal("cut png", "a.png", png()[:-6], "Cut"),
    Animal("cut jpeg", "a.jpg", jpeg()[:-30], "Cut"),
    Animal("cut opus", "a.ogg", ogg([OPUS, b"xxxx"], 100)[:-2], "Cut"),
    Animal("cut mp4", "a.mp4", mp4(b"isom")[:-20], "Cut"),
    Animal("cut webm", "a.webm", webm()[:-4], "Cut"),
    Animal("png with a wrong sum", "a.png", png().replace(b"IDAT", b"IDAX"), "Damaged"),
    Animal("png of another size", "a.png", png(0, 5), "Damaged"),
    Animal("jpeg of noise", "a.jpg", b"\xff\xd8\xff\xe0\0\2" + b"noise" * 50, "Damaged"),
    Animal("mp3 of noise", "a.mp3", ID3 + b"noise" * 50, "Damaged"),
    Animal("mp4 without a film", "a.mp4", box(b"ftyp", b"isom", b"\0" * 4), "Damaged"),
    Animal("opus of noise", "a.ogg", ogg([OPUS], 0) + b"noise" * 9, "Damaged"),
]
