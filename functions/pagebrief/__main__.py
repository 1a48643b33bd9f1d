"""``python -m pagebrief``, the same as ``pagebrief``."""

from pagebrief.cli import main

main()
