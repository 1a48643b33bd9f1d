"""Short names for long texts."""

from hashlib import sha256


def hashed(text: str, digits: int) -> str:
    """The first hexadecimal ``digits`` of its SHA-256. What a page says may hold lone surrogates."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]
