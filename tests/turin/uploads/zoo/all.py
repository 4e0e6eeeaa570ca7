"""The zoo: every file, by what it is."""

from tests.turin.uploads.zoo import media, packs, pdfs, texts

ANIMALS = [*pdfs.ANIMALS, *packs.ANIMALS, *texts.ANIMALS, *media.ANIMALS]
