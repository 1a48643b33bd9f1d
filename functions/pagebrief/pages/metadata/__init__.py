"""What an HTML page says of itself: title, author, date of publication, site, language, address."""

from pagebrief.pages.metadata.page import Metadata, metadata_of

__all__ = ["Metadata", "metadata_of"]
