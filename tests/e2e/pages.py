"""A page to drop into a bucket."""

ARTICLE = """<!doctype html><html lang="en"><head><title>{title}</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>{title}</h1>
<p>The harbour authority closed the northern quay of Port Ellery on Tuesday after divers found cracks in
its foundations.</p>
<p>Ferries to the islands will leave from the southern quay until the repairs are finished, which the
authority expects to take about six weeks.</p>{more}
<p>A first inspection in March had found no damage, and the authority has asked an independent engineer
to find out why it was missed.</p></article><footer>Imprint</footer></body></html>"""


def article(title: str, *more: str) -> bytes:
    """About the quay of Port Ellery, with these paragraphs more."""
    return ARTICLE.format(title=title, more="".join(f"<p>{each}</p>" for each in more)).encode()
