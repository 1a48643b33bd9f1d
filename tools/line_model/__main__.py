"""``python -m tools.line_model PAGES``: fit the line model on the development pages in PAGES.

Needs torch (make fit). With ``--fold N`` a fifth of the sites is held out and measured, and nothing is
written.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tools.line_model.examples import Example, read
from tools.line_model.measure import table
from tools.line_model.network import Network, arrays
from torch import Tensor, nn

from pagebrief.pages.article import MOST_LINES, chosen
from pagebrief.pages.line_model import WEIGHTS

FOLDS = 5
EPOCHS, BATCH, RATE, DECAY, DROPOUT = 7, 16, 3e-3, 0.05, 0.3
FORGET_WORD, FORGET_WHOLE = 0.15, 0.3  # hidden at random, so that no site's own words are learnt by heart
LONGEST = 1_500  # lines of a page, in fitting

Scale = tuple[NDArray[np.float32], NDArray[np.float32]]


def main() -> int:
    arguments = _parser().parse_args()
    random.seed(arguments.seed)
    torch.manual_seed(arguments.seed)
    examples = read(arguments.pages)
    held_out = [each for each in examples if each.fold(FOLDS) == arguments.fold]
    learnt = [each for each in examples if each.fold(FOLDS) != arguments.fold]
    scale = _scale(learnt)
    network = fit(learnt, scale)
    if held_out:
        print(table(held_out, predict(network, held_out, scale)))
    else:
        mean, deviation = scale
        stored = {"mean": mean, "deviation": deviation, **arrays(network)}
        np.savez_compressed(arguments.out, **stored)  # type: ignore[arg-type] # one name is a flag of its own
        print(f"{arguments.out}: {arguments.out.stat().st_size / 1e6:.2f} MB")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.line_model", description=__doc__)
    parser.add_argument("pages", type=Path, help="the folder that holds aeb, mozilla and wcxb")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="(%(default)s)")
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="the fifth to hold out")
    parser.add_argument("--seed", type=int, default=0)
    return parser


def fit(examples: Sequence[Example], scale: Scale) -> Network:
    network = Network(examples[0].features.numbers.shape[1], DROPOUT)
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * -(-len(examples) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.15)
    for epoch in range(EPOCHS):
        network.train()
        losses = []
        for batch in _batches(examples, shuffle=True):
            numbers, words, wholes, real, kept, weight = _tensors(batch, scale)
            words = words * (torch.rand(words.shape) > FORGET_WORD)
            wholes = wholes * (torch.rand(wholes.shape) > FORGET_WHOLE)
            logits = network(numbers, words, wholes, real)
            loss = nn.functional.binary_cross_entropy_with_logits(logits, kept, reduction="none")
            total = (loss * weight).sum() / len(batch)
            optimiser.zero_grad()
            total.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(total.item())
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.4f}", file=sys.stderr)
    return network.eval()


def predict(network: Network, examples: Sequence[Example], scale: Scale) -> list[list[bool]]:
    """For each example, which of its lines are kept."""
    kept = []
    with torch.no_grad():
        for example in examples:
            *inputs, _, _ = _tensors([example], scale, MOST_LINES)
            found = torch.sigmoid(network(*inputs))[0].numpy().astype(np.float64)
            lengths = example.features.lengths
            kept.append(chosen(np.pad(found, (0, len(lengths) - len(found))), lengths))
    return kept


def _scale(examples: Sequence[Example]) -> Scale:
    numbers = np.concatenate([each.features.numbers for each in examples[::7]])
    return numbers.mean(0), numbers.std(0) + np.float32(1e-3)


def _batches(examples: Sequence[Example], *, shuffle: bool) -> Iterator[list[Example]]:
    """Pages of like length together, so that little is padding."""
    order = sorted(examples, key=lambda each: len(each.texts) + random.random() * 40 * shuffle)  # noqa: S311
    batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    random.shuffle(batches)
    yield from batches


def _tensors(batch: Sequence[Example], scale: Scale, longest: int = LONGEST) -> list[Tensor]:
    """numbers, words, wholes, real, kept, weight, each with a row a page.

    A line weighs its words, as a share of those that the page keeps: the score is by page.
    """
    mean, deviation = scale
    size = min(longest, max(len(each.texts) for each in batch))

    def padded(array: NDArray[np.generic]) -> NDArray[np.generic]:
        cut = array[:size]
        return np.pad(cut, [(0, size - len(cut))] + [(0, 0)] * (cut.ndim - 1))

    rows = []
    for each in batch:
        features = each.features
        kept_words = (features.lengths * (each.kept >= 0.5)).sum()
        weight = np.minimum((features.lengths + 1) / max(20.0, kept_words), 0.2).astype(np.float32)
        numbers = ((features.numbers - mean) / deviation).astype(np.float32)
        real = np.ones(len(each.texts), np.float32)
        rows.append([padded(a) for a in (numbers, features.words, features.wholes, real, each.kept, weight)])
    return [torch.from_numpy(np.stack(column)) for column in zip(*rows, strict=True)]


if __name__ == "__main__":
    sys.exit(main())
