"""Sentences → a shorter text by a sequence-to-sequence model, through transformers and torch.

Importing this module loads both (6 CPU seconds, 500 MB): only the rewriting function and ``pagebrief digest
--rewriter`` do.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
from transformers.utils.logging import disable_progress_bar

from pagebrief.errors import ModelError
from pagebrief.model import Rewriting
from pagebrief.summary.chunks import chunks

MANIFEST = "rewriter.json"
"""Beside the model's own files: ``{"name", "revision"}``, as the build was told them."""

_DEFAULT_LENGTH = 1_024  # tokens read at once, where neither the model nor its tokenizer names a limit
_DEFAULT_WRITTEN = 142  # tokens, as BART's summaries of news


class Seq2SeqRewriter:
    """A model that ``save_pretrained`` wrote, with its tokenizer. Greedy, hence the same each time."""

    def __init__(self, model: Any, tokenizer: Any, name: str) -> None:
        self._model = model.eval()
        self._tokenizer = tokenizer
        self._name = name
        specific = (getattr(model.config, "task_specific_params", None) or {}).get("summarization", {})
        self._prefix = specific.get("prefix", "")
        self._limit = _limit(model.config, tokenizer)
        self._settings = _greedy(model.generation_config, specific)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """From files alone, never from a hub. Raises ModelError."""
        disable_progress_bar()
        try:
            tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
            model = AutoModelForSeq2SeqLM.from_pretrained(folder, local_files_only=True)
        except (OSError, ValueError, KeyError) as error:
            reason = str(error).strip().splitlines()[0]
            raise ModelError(
                f"{folder} holds no sequence-to-sequence model that can be read: {reason}"
            ) from error
        return cls(model, tokenizer, _name(folder))

    def rewrite(self, sentences: Sequence[str]) -> Rewriting:
        if not sentences:
            return Rewriting("", self._name)
        clean = [sentence.encode("utf-8", "replace").decode() for sentence in sentences]
        lengths = [len(ids) for ids in self._tokenizer(clean, add_special_tokens=False)["input_ids"]]
        # Each sentence brings a blank that can be a token of its own.
        runs = chunks([length + 1 for length in lengths], self._limit)
        written = [self._generate(" ".join(clean[run.start : run.stop])) for run in runs]
        return Rewriting(" ".join(filter(None, written)), self._name)

    def _generate(self, text: str) -> str:
        inputs = self._tokenizer(
            self._prefix + text, truncation=True, max_length=self._limit + self._special, return_tensors="pt"
        )
        inputs.pop("token_type_ids", None)  # BART's generate knows none
        with torch.inference_mode():
            output = self._model.generate(**inputs, generation_config=self._settings)
        return str(self._tokenizer.decode(output[0], skip_special_tokens=True)).strip()

    @property
    def _special(self) -> int:
        prefix = (
            len(self._tokenizer(self._prefix, add_special_tokens=False)["input_ids"]) if self._prefix else 0
        )
        return int(self._tokenizer.num_special_tokens_to_add()) + prefix


def _limit(config: Any, tokenizer: Any) -> int:
    """Tokens of text that the model reads at once, without the special ones around it."""
    named = [getattr(config, name, None) for name in ("max_position_embeddings", "n_positions")]
    named.append(tokenizer.model_max_length)
    known = [int(length) for length in named if length and length < 1_000_000]
    return min(known or [_DEFAULT_LENGTH]) - 16


def _greedy(given: Any, specific: dict[str, Any]) -> Any:
    """The model's own settings without sampling and beams: a third of the time, for hardly less."""
    settings = type(given)(**given.to_diff_dict())
    settings.update(do_sample=False, num_beams=1, early_stopping=False, length_penalty=1.0)
    settings.update(temperature=None, top_p=None, top_k=None)
    longest = specific.get("max_length") or settings.max_length or 0
    # Not max_new_tokens: generate takes what is unset from the model's own settings, and warns of both.
    settings.update(max_length=longest if longest > 20 else _DEFAULT_WRITTEN, max_new_tokens=None)
    return settings


def _name(folder: Path) -> str:
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return folder.name
    return f"{told['name']}@{told['revision'][:7]}" if told.get("revision") else str(told["name"])
