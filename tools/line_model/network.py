"""The network of pagebrief.pages.line_model, in torch, where it can be fitted."""

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from pagebrief.pages.line_features import BUCKETS
from pagebrief.pages.line_model import CONTEXT_AFTER, DILATIONS

CHANNELS, WORD, WHOLE = 64, 24, 12
"""Widths: of a line's state, of a word's vector, of a whole line's."""


class Network(nn.Module):
    def __init__(self, numbers: int, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(BUCKETS, WORD, padding_idx=0)
        self.wholes = nn.Embedding(BUCKETS, WHOLE, padding_idx=0)
        for table in (self.words, self.wholes):
            nn.init.normal_(table.weight, 0, 0.1)
            with torch.no_grad():
                table.weight[0] = 0
        self.inp = nn.Linear(numbers + WORD + WHOLE, CHANNELS)
        self.convs = nn.ModuleList(
            nn.Conv1d(CHANNELS, CHANNELS, 3, padding=dilation, dilation=dilation) for dilation in DILATIONS
        )
        self.ctx = nn.Linear(2 * CHANNELS, CHANNELS)
        self.out = nn.Linear(CHANNELS, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, numbers: Tensor, words: Tensor, wholes: Tensor, real: Tensor) -> Tensor:
        """Logits (pages, lines); ``real`` (pages, lines) is 1 where a line is no padding."""
        here = real[..., None]
        known = (words > 0).sum(2, keepdim=True).clamp(min=1)
        mean = self.words(words).sum(2) / known
        x = torch.cat([numbers, self.dropout(mean), self.dropout(self.wholes(wholes))], -1)
        x = torch.relu(self.inp(x)) * here
        for number, convolution in enumerate(self.convs):
            y = convolution(self.dropout(x).transpose(1, 2)).transpose(1, 2)
            x = (x + torch.relu(y)) * here
            if number == CONTEXT_AFTER:
                average = x.sum(1) / real.sum(1, keepdim=True).clamp(min=1)
                most = x.masked_fill(here == 0, -1e4).amax(1)
                page = torch.relu(self.ctx(torch.cat([average, most], -1)))
                x = (x + page[:, None]) * here
        return self.out(x)[..., 0]


def arrays(network: Network) -> dict[str, NDArray[np.float16]]:
    """The weights as pagebrief.pages.line_model takes them: inputs × outputs, kernels first."""
    return {
        _short(name): _turned(tensor.detach().numpy(), name).astype(np.float16)
        for name, tensor in network.state_dict().items()
    }


def load(network: Network, stored: Mapping[str, NDArray[np.generic]]) -> Network:
    """The inverse of ``arrays``."""
    weights = {
        name: torch.from_numpy(_turned(stored[_short(name)].astype(np.float32), name).copy())
        for name in network.state_dict()
    }
    network.load_state_dict(weights)
    return network


def _turned(array: NDArray[np.generic], name: str) -> NDArray[np.generic]:
    """Torch's order to ours, and back: all axes reversed, but for tables of vectors."""
    return array if name.startswith(("words", "wholes")) else array.T


def _short(name: str) -> str:
    return name.removesuffix(".weight") if name.startswith(("words", "wholes")) else name
