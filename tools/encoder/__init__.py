"""Builds the encoder's files from published weights: see ``python -m tools.encoder --help``."""

import os

# Before ONNX Runtime is imported, or it reports its use to Microsoft (its Privacy.md).
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
