"""Arabic words without what is written onto them, and broken plurals with their singular.

After the light stemmer of Larkey, Ballesteros and Connell (2002, "light10"). Broken plurals follow
no ending that could be cut off; those that people use in this field are listed. All letters are as
`turin.db.search.words` leaves them: one form of alif, no hamza, ه for ة and ي for ى.
"""

BEFORE = ("وبال", "وكال", "ولل", "وال", "بال", "كال", "فال", "لل", "ال")
ALONE = "وبلفك"  # and, by, for, so, like: each written onto the next word
AFTER = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
SHORTEST = 3  # letters that must be left

BROKEN = {
    plural: singular
    for singular, plurals in {
        "اتجاه": "اتجاهات",
        "اجر": "اجور",
        "اجراء": "اجراءات",
        "اسره": "اسر",
        "اطار": "اطر",
        "اقليم": "اقاليم",
        "امراه": "نساء نسوه",
        "بلد": "بلدان بلاد",
        "برنامج": "برامج",
        "تدبير": "تدابير",
        "تقرير": "تقارير",
        "جدول": "جداول",
        "جهه": "جهات",
        "حادث": "حوادث",
        "حد": "حدود",
        "حق": "حقوق",
        "حكم": "احكام",
        "خبير": "خبراء",
        "خطر": "اخطار مخاطر",
        "دليل": "ادله",
        "دوله": "دول",
        "رسم": "رسوم",
        "رقم": "ارقام",
        "سبب": "اسباب",
        "سوق": "اسواق",
        "شريك": "شركاء",
        "شرط": "شروط",
        "صاحب": "اصحاب",
        "صك": "صكوك",
        "صندوق": "صناديق",
        "ضحيه": "ضحايا",
        "طفل": "اطفال",
        "عامل": "عمال",
        "عامله": "عاملات",
        "عقد": "عقود",
        "عمل": "اعمال",
        "فرد": "افراد",
        "قانون": "قوانين",
        "كتاب": "كتب",
        "ماده": "مواد",
        "مال": "اموال",
        "مبدا": "مبادي",
        "مركز": "مراكز",
        "مشروع": "مشاريع",
        "مصدر": "مصادر",
        "معيار": "معايير",
        "منزل": "منازل",
        "منهج": "مناهج",
        "منطقه": "مناطق",
        "مورد": "موارد",
        "موعد": "مواعيد",
        "نص": "نصوص",
        "نظام": "نظم انظمه",
        "هدف": "اهداف",
        "يد": "ايدي ايد",
    }.items()
    for plural in plurals.split()
}


def is_arabic(word: str) -> bool:
    """Whether ``word`` is written in Arabic letters."""
    return "\u0621" <= word[:1] <= "\u06d3"


def bare(word: str) -> str:
    """Return ``word`` without article and what may stand before it: وللعمال becomes عمال."""
    for before in BEFORE:
        if word.startswith(before) and len(word) - len(before) >= SHORTEST:
            return word[len(before) :]
    return word


def forms(word: str) -> set[str]:
    """Return the terms that stand for an Arabic word besides itself."""
    found = {bare(word)}
    if word[0] in ALONE and len(word) > SHORTEST + 1:  # it may belong to the word: both are kept
        found.add(bare(word[1:]))
    found |= {BROKEN[one] for one in found if one in BROKEN}
    return found | {_without_ending(one) for one in found}


def _without_ending(word: str) -> str:
    for after in AFTER:
        if word.endswith(after) and len(word) - len(after) >= SHORTEST:
            return word[: -len(after)]
    return word
