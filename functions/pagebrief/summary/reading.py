"""How long a page takes to read."""

import re

from pagebrief.scripts import BURMESE, HAN, HAN_COMPATIBLE, KANA, KHMER, LAO, THAI

# Silent reading of non-fiction, 238 words a minute (Brysbaert 2019, «How many words do we read per minute?»,
# Journal of Memory and Language 109, 104047); other languages differ mostly in how many words they need.
_WORDS = 238
# Read aloud: Chinese 255 and Japanese 357 characters a minute, English 228 words, alphabets about 950 letters
# (Trauzettel-Klosinski and Dietz 2012, «IReST», IOVS 53, 5452).
_CHARACTERS = 300
_LETTERS = 950
_HAN_AND_KANA = re.compile(f"[{KANA}{HAN}{HAN_COMPATIBLE}]")
_UNSPACED = re.compile(f"[{THAI}{LAO}{BURMESE}{KHMER}]")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def minutes(text: str) -> int:
    """To read the text, at least 1; 0 for a text without a word."""
    characters, letters = len(_HAN_AND_KANA.findall(text)), len(_UNSPACED.findall(text))
    words = len(_WORD.findall(_UNSPACED.sub(" ", _HAN_AND_KANA.sub(" ", text))))
    taken = words / _WORDS + characters / _CHARACTERS + letters / _LETTERS
    return max(1, round(taken)) if taken else 0
