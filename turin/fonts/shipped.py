"""Which fonts there are, where they lie, and that they are the ones we know."""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path


class FontChanged(Exception):
    """A font is missing, or is not the one that our documents were checked with."""


# Family and SHA-256 of its file, in the order in which the families are asked for a letter.
# Each has the weights from regular to bold in one file, but for the Chinese, which is regular.
SHIPPED = {
    "Noto Sans": "fb53504de62e767a54695416123d68d67f71c9b69722175184ad56e7dd13547b",
    "Noto Sans Arabic": "3fae4d7239d1faa55b234bda8091019a5251ff79df40d5e29367d84bed2a8138",
    "Noto Sans Armenian": "e979dfaed56ddb4bfd05121958b25425eb7593253d64b6b3654c77c11c5cda94",
    "Noto Sans Bengali": "dc9defe97bb041876b6609e9029d9e1e228a686259acde2fe2a9f99d793ee17d",
    "Noto Sans Devanagari": "bf99bf762743ff3259e73196852520ab0ffe8d384238bff3e4806a84b981e972",
    "Noto Sans Ethiopic": "93f223089e300b983dbfd693c7be619e0e76565a70d639e71a4fe0bfd72cf66f",
    "Noto Sans Georgian": "42f4a8bf4fe0af8afd91ee3c19e81e14f1bc74ddbd9b6a59a4182f67a596adb4",
    "Noto Sans Gujarati": "83d1bde74d64fb389f97a5e27b2699d8ee8bad4c15a02be347228e6c10011248",
    "Noto Sans Gurmukhi": "8a3096ee2166f6383501e2df7b368fce88cfa4068c8d75bcb6af07da353a00ea",
    "Noto Sans Hebrew": "9d81d81ad592644487b03843da73a87b99cd28a2c4da4a096e1db8fbd14fda61",
    "Noto Sans Kannada": "b6b11505d76eddf916667d73adfec19095ec777742444dc662dae81471461f4e",
    "Noto Sans Khmer": "56f89948a84cc0b01962ed6af573ac4ac885bd7bb6e7e40f9afc72a435728b70",
    "Noto Sans Lao": "fc138d605aa998d8407789ee6a7f5554aae8b54f5cd98d66dd2c33e79d15b67e",
    "Noto Sans Malayalam": "94cddc94a03fa9a5e8d1784090ba97b267def6933d60762081eaa003751142c5",
    "Noto Sans Myanmar": "e0b280aa3080aab922800c88fa9a2015a4bec3103bb8b70491a92e4a04f3a3a3",
    "Noto Sans Oriya": "37f482d0179d0a50e3128d004f007ff1c1741ad5f6b0b2bcc7238b257ef1caa0",
    "Noto Sans Sinhala": "3fd7c6a61cb6dfb8a2ca7af5b4078bd24e9c8ad9b55839a0177277db6e4d1326",
    "Noto Sans Tamil": "37e151cdec4a8cfb15c432f7bb164a83b98df69419d47e50b35aa7073963716b",
    "Noto Sans Telugu": "6c06de88b2d420d899543724a13765994191cd29860c6226efca098b51fec64b",
    "Noto Sans Thai": "13f52f79b04f01f2751a81052a5dee2df639fd4e13f4ac30821ab45c8dd5f7e7",
    "Noto Sans SC": "faa6c9df652116dde789d351359f3d7e5d2285a2b2a1f04a2d7244df706d5ea9",
}


def families() -> tuple[str, ...]:
    """Return the names of the families, in the order in which a letter is looked for."""
    return tuple(SHIPPED)


@cache
def files() -> tuple[Path, ...]:
    """Return where the fonts lie, checked once in the life of the process.

    Raises FontChanged if one is missing or is not the one we know.
    """
    return tuple(checked(_path(family), sha256) for family, sha256 in SHIPPED.items())


def checked(path: Path, sha256: str) -> Path:
    """Return ``path`` if the file there has that SHA-256; raises FontChanged."""
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise FontChanged(f"{path}: not the font that our documents were checked with")
    return path


def _path(family: str) -> Path:
    name = family.replace(" ", "")
    if family == "Noto Sans SC":
        return _folder("pylopdf_fonts_zh_cn") / f"{name}-Regular.otf"
    return _folder("manimgx_fonts") / f"{name}[wght].ttf"


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FontChanged(f"{package}: not installed; see requirements.txt")
    return Path(spec.origin).parent
