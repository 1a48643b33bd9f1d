import pytest

from pagebrief.model import CleanPage, Discarded, DiscardReason
from pagebrief.pages.discards import Evidence, judge
from pagebrief.pages.discards.evidence import of_markup
from pagebrief.pages.discards.kinds import Hint
from pagebrief.pages.html import clean_html
from pagebrief.pages.plaintext import clean_text

SENTENCE = (
    "The council met on Monday and decided, after a long debate, to build a new bridge over the basin. "
)


def reason(evidence: Evidence) -> DiscardReason | None:
    discarded = judge(evidence)
    return discarded.reason if discarded else None


def test_a_detail_quotes_the_line_that_gave_the_page_away() -> None:
    discarded = judge(Evidence(("Home", "Page not found", "Contact")))
    assert discarded == Discarded(DiscardReason.ERROR_PAGE, "the page says «Page not found»")


def test_one_sign_is_enough_where_nothing_else_is_said_and_too_little_beside_an_article() -> None:
    assert reason(Evidence(("Page not found",))) is DiscardReason.ERROR_PAGE
    assert reason(Evidence(("Page not found", SENTENCE * 2), kept=(SENTENCE * 2,))) is None


def test_two_signs_outweigh_teasers_but_not_an_article() -> None:
    said = ("Page not found", "The page you are looking for has been moved.")
    assert reason(Evidence((*said, SENTENCE * 2), kept=(SENTENCE * 2,))) is DiscardReason.ERROR_PAGE
    assert reason(Evidence((*said, SENTENCE * 9), kept=(SENTENCE * 9,))) is None


def test_a_heading_that_the_browsers_title_repeats_is_one_sign() -> None:
    page = Evidence(("Page not found", SENTENCE * 2), (SENTENCE * 2,), titles=("Page not found – Gazette",))
    assert reason(page) is None


def test_what_a_page_quotes_it_does_not_say() -> None:
    quoting = "“Our systems have detected unusual traffic”, it said, and “verify you are human”."
    assert reason(Evidence((quoting, SENTENCE), kept=(quoting, SENTENCE))) is None


def test_an_offer_above_the_article_is_no_paywall() -> None:
    offer = ("Subscribe to continue reading", "Already a subscriber? Sign in")
    text = SENTENCE * 3
    assert reason(Evidence((text, *offer), kept=(text,))) is DiscardReason.PAYWALL
    assert reason(Evidence((*offer, text), kept=(text,))) is None


def test_a_failed_answer_is_an_error_page_whatever_its_language_says() -> None:
    said = ("Sidan kunde inte hittas", "Gå till startsidan")
    assert reason(Evidence(said, status=404)) is DiscardReason.ERROR_PAGE
    assert reason(Evidence(said, status=200)) is DiscardReason.TOO_SHORT


def test_an_article_that_was_sent_as_an_error_stays() -> None:
    assert reason(Evidence((SENTENCE * 3,), kept=(SENTENCE * 3,), status=404)) is None


def test_of_two_kinds_the_louder_one_is_the_reason() -> None:
    said = ("Sign in", "Please sign in to continue", "Password", "Forgot your password?", "Cookie settings")
    assert reason(Evidence(said)) is DiscardReason.LOGIN_WALL


@pytest.mark.parametrize(
    ("markup", "hint"),
    [
        ("<form><input class='x' type='password'></form>", Hint.PASSWORD),
        ("<div class='h-captcha'></div>", Hint.CAPTCHA),
        ("<script src='/cdn-cgi/challenge-platform/h/b/orchestrate'></script>", Hint.CHALLENGE),
        ('<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>', Hint.NOT_FREE),
        ('<div id="root"></div>', Hint.EMPTY_ROOT),
        ("<meta http-equiv='refresh' content='0; url=/en/'>", Hint.FORWARDING),
    ],
)
def test_markup_says_what_no_reader_sees(markup: str, hint: Hint) -> None:
    assert hint in of_markup(f"<html><body><p>{SENTENCE}</p>{markup}</body></html>", ()).hints


def test_an_element_that_a_script_fills_is_not_empty_once_it_is_filled() -> None:
    assert Hint.EMPTY_ROOT not in of_markup(f'<div id="root"><p>{SENTENCE}</p></div>', ()).hints


def test_what_browsers_without_scripts_are_told_counts_only_where_else_is_little() -> None:
    noscript = "<noscript>You need to enable JavaScript to run this app.</noscript>"
    shell = clean_html(f"<html><body>{noscript}<div id='root'></div></body></html>")
    assert isinstance(shell, Discarded)
    assert shell.reason is DiscardReason.EMPTY_SHELL
    page = clean_html(f"<html><body>{noscript}<article>{f'<p>{SENTENCE}</p>' * 4}</article></body></html>")
    assert isinstance(page, CleanPage)


def test_a_heading_and_one_paragraph_are_a_notice_not_a_list() -> None:
    page = clean_text(
        "Hafenstädter Anzeiger\nLokales\nPolitik\n\nSchwimmbad öffnet am Samstag\n\n"
        "Das Schwimmbad in der Mühlstraße öffnet am Samstag nach fünf Monaten wieder. Die ersten hundert "
        "Besucher schwimmen kostenlos. Die Sauna bleibt bis zum Herbst geschlossen.\n\n"
        "Impressum\nDatenschutz"
    )
    assert isinstance(page, CleanPage)
    assert page.text.startswith("Das Schwimmbad")
