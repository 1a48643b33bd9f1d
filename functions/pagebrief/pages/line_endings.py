"""How far behind an article's end each line may stand: what ends it comes before, and how long ago."""

import numpy as np
from numpy.typing import NDArray

_NEVER = 12.0  # instead of the logarithm of a distance, where nothing of the kind came before


def endings_before(signs: NDArray[np.bool_], lengths: NDArray[np.float64]) -> NDArray[np.float32]:
    """(n, 14), for n lines of so many words.

    ``signs`` (n, 3): whether a line ends an article, is about comments, or stands between comments
    (``endings``). Each sign; how many lines and words ago the first two came last; how often each has come
    and the first and the last will come yet; how often the page has the last two.
    """
    ends, comments, _ = signs.T
    came = np.cumsum(signs, axis=0)
    total = came[-1]
    columns = (
        signs.astype(np.float64),
        _ago(ends, np.ones(len(signs))),
        _ago(comments, np.ones(len(signs))),
        _ago(ends, lengths),
        _ago(comments, lengths),
        np.log1p(came),
        np.log1p(total - came)[:, [0, 2]],
        np.log1p(total[1:]) * np.ones((len(signs), 1)),
    )
    return np.column_stack(columns).astype(np.float32)


def _ago(sign: NDArray[np.bool_], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,): the logarithm of how much lies between a line and the last one with the sign."""
    index = np.arange(len(sign))
    last = np.maximum.accumulate(np.where(sign, index, -1))
    read = np.cumsum(sizes)
    return np.where(last >= 0, np.log1p(np.maximum(read - read[last], 0)), _NEVER)
