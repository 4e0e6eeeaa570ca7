"""The zoo: every file, by what it is."""

from tests.turin.uploads.zoo import books, datasets, media, packs, pages, pdfs, texts

ANIMALS = [
    animal
    for kind in (pdfs, packs, books, datasets, texts, pages, media)
    for animal in kind.ANIMALS
]
