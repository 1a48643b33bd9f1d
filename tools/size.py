"""``python -m tools.size FOLDER``: how large a built function is, unzipped, and by what."""

import sys
from collections import Counter
from pathlib import Path

MIB = 1 << 20

# Lambda takes 250 MiB: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
LIMIT_MIB = 240

# The first two never fit; the third is in the runtime already.
FORBIDDEN = ("torch", "transformers", "boto3")


def main() -> int:
    folder = Path(sys.argv[1])
    parts = measure(folder)
    total = parts.total() / MIB
    for part, size in parts.most_common(10):
        print(f"{size / MIB:8.1f} MiB  {part}")
    print(f"{total:8.1f} MiB  in all, unzipped; the limit is {LIMIT_MIB}")
    problems = [f"{name} does not belong in the function" for name in FORBIDDEN if name in parts]
    if not parts:
        problems.append(f"{folder} is empty or missing: run make build")
    if total >= LIMIT_MIB:
        problems.append(f"{total:.1f} MiB is too large")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def measure(folder: Path) -> Counter[str]:
    """Bytes by top-level file or folder."""
    parts: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file():
            parts[path.relative_to(folder).parts[0]] += path.stat().st_size
    return parts


if __name__ == "__main__":
    sys.exit(main())
