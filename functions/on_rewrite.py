"""Lambda, from a container image: ``{"sentences": […]}`` of a page → ``{"text", "model"}``, rewritten."""

import os
from functools import cache
from pathlib import Path
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from pagebrief.adapters.reporting import facts_of, logger_of, spoken
from pagebrief.ports import Rewriter

logger = logger_of("on_rewrite")


@cache
def rewriter() -> Rewriter:
    """Loaded at the first page and not before: starting up may take ten seconds, torch takes longer."""
    from pagebrief.summary.seq2seq import Seq2SeqRewriter  # noqa: PLC0415 # half a gigabyte

    return Seq2SeqRewriter.load(Path(os.environ["REWRITER_DIR"]))


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, str]:
    sentences = event.get("sentences")
    if not isinstance(sentences, list) or not all(isinstance(each, str) for each in sentences):
        raise ValueError('expected {"sentences": ["…", …]}')
    try:
        made = rewriter().rewrite(sentences)
    except Exception as error:  # noqa: BLE001 # what it says is not for Lambda's log
        kind = type(error).__name__
        logger.error("page not rewritten", extra={"error": kind} | facts_of(error))  # noqa: TRY400 # nor ours
        raise spoken(error) from None
    logger.info("page rewritten", extra={"sentences": len(sentences), "model": made.model})
    return {"text": made.text, "model": made.model}
