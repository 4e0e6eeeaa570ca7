"""The languages of the interface and of the documents."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its BCP 47 code; ``autonym`` is its name in itself."""

    code: str
    autonym: str
    script: str = "latin"
    direction: str = "ltr"

    @property
    def locale(self) -> str:
        """The name under which Babel knows it; English is British."""
        return {"en": "en_GB", "pt": "pt_PT", "zh": "zh_Hans_CN"}.get(self.code, self.code)


INTERFACE = {
    language.code: language
    for language in (
        Language("ar", "العربية", "arab", "rtl"),
        Language("zh", "中文", "hans"),
        Language("en", "English"),
        Language("fr", "Français"),
        Language("pt", "Português"),
        Language("ru", "Русский", "cyrillic"),
        Language("es", "Español"),
    )
}
DEFAULT = INTERFACE["en"]

DOCUMENTS = INTERFACE | {
    language.code: language
    for language in (
        Language("it", "Italiano"),
        Language("hy", "Հայերեն", "armenian"),
        Language("ka", "ქართული", "georgian"),
        Language("az", "Azərbaycan"),
        Language("tg", "Тоҷикӣ", "cyrillic"),
        Language("ro", "Română"),
        Language("sq", "Shqip"),
        Language("uk", "Українська", "cyrillic"),
        Language("ne", "नेपाली", "devanagari"),
        Language("hi", "हिन्दी", "devanagari"),
        Language("bn", "বাংলা", "bengali"),
        Language("si", "සිංහල", "sinhala"),
        Language("ta", "தமிழ்", "tamil"),
        Language("ur", "اردو", "arab", "rtl"),
        Language("fa", "فارسی", "arab", "rtl"),
        Language("ps", "پښتو", "arab", "rtl"),
        Language("my", "မြန်မာ", "myanmar"),
        Language("km", "ភាសាខ្មែរ", "khmer"),
        Language("lo", "ລາວ", "lao"),
        Language("vi", "Tiếng Việt"),
        Language("mn", "Монгол", "cyrillic"),
        Language("th", "ไทย", "thai"),
        Language("id", "Bahasa Indonesia"),
        Language("ko", "한국어", "hangul"),
        Language("sw", "Kiswahili"),
    )
}

_SECOND = {
    "ar": ("fr",),
    "es": ("pt",),
    "pt": ("es",),
    "hy": ("ru",),
    "ka": ("ru",),
    "az": ("ru",),
    "tg": ("ru",),
    "ro": ("ru", "fr"),
    "uk": ("ru",),
    "sq": ("it",),
    "mn": ("ru",),
    "km": ("fr",),
    "lo": ("fr",),
    "vi": ("fr",),
    "ne": ("hi",),
    "ps": ("fa",),
}


@cache
def chain(code: str) -> tuple[str, ...]:
    """Return the languages to try for a reader of ``code``, hers first, English last."""
    return tuple(dict.fromkeys((code, *_SECOND.get(code, ()), "en")))


def direction(code: str) -> str:
    """Return which way a language runs: ``ltr`` or ``rtl``."""
    return DOCUMENTS.get(code, DEFAULT).direction
