"""Ranges of characters by script, and what ends a sentence, in all of them: parts of regular expressions.

Whoever counts words, takes pairs of characters or looks for phrases needs other scripts, and says which.
"""

KANA = r"\u3040-\u30ff"
HAN = r"\u3400-\u9fff"
HAN_COMPATIBLE = r"\uf900-\ufaff"
HANGUL = r"\uac00-\ud7af"
THAI = r"\u0e00-\u0e7f"
LAO = r"\u0e80-\u0eff"
BURMESE = r"\u1000-\u109f"
KHMER = r"\u1780-\u17ff"

FULL_STOPS = ".!?…。！？؟।۔"
"""Within brackets. Full stops in the wide sense: what a sentence ends with."""
CLOSING = r"[\"'”’»)\]]*"
"""Quotation marks and brackets behind it."""
