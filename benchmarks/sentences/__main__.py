"""``python -m benchmarks.sentences``: which share of the labelled cases each splitter gets wholly right."""

import argparse
import itertools
import time
from collections import defaultdict

from benchmarks.sentences.cases import Case, read_cases
from benchmarks.sentences.splitters import SPLITTERS, Splitter


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--wrong", metavar="SPLITTER", help="also show the cases it gets wrong, but those kept aside"
    )
    wrong = parser.parse_args().wrong
    cases = read_cases()
    print(f"{len(cases)} cases         right   seen  aside  English  others   wrong splits  missed   CPU s")
    for name, splitter in SPLITTERS.items():
        try:
            print(f"{name:<14}" + _row(splitter, cases))
        except ImportError:
            print(f"{name:<14} is not installed")
    if wrong:
        _show_wrong(SPLITTERS[wrong], cases)


def _row(splitter: Splitter, cases: list[Case]) -> str:
    splitter("Warm up. Now.", "en")
    begun = time.process_time()
    found = [splitter(case.text, case.language) for case in cases]
    taken = time.process_time() - begun
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for case, starts in zip(cases, found, strict=True):
        for group in (
            "all",
            "aside" if case.kept_aside else "seen",
            "en" if case.language == "en" else "others",
        ):
            right[group].append(starts == case.starts)
    shares = "".join(
        f"{sum(right[g]) / len(right[g]):8.3f}" for g in ("all", "seen", "aside", "en", "others")
    )
    wrong = sum(len(set(starts) - set(case.starts)) for case, starts in zip(cases, found, strict=True))
    missed = sum(len(set(case.starts) - set(starts)) for case, starts in zip(cases, found, strict=True))
    return f"{shares}{wrong:12}{missed:12}{taken:10.3f}"


def _show_wrong(splitter: Splitter, cases: list[Case]) -> None:
    for case in cases:
        starts = splitter(case.text, case.language)
        if starts != case.starts and not case.kept_aside:
            cuts = (0, *starts, len(case.text))
            print(case.language, "‖".join(case.text[a:b] for a, b in itertools.pairwise(cuts)))


if __name__ == "__main__":
    main()
