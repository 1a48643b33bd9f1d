"""What every entry point needs: the encoder, the templates, the clock. ``bootstrap_aws`` adds the account."""

import os
from datetime import UTC, datetime
from pathlib import Path

from pagebrief.errors import ModelError, TemplateError
from pagebrief.messages.templates import Templates
from pagebrief.ports import Encoder, Rewriter

_HERE = Path(__file__).resolve().parents[1]  # functions/, or the root of the function's zip


class LocalClock:
    """As the clocks of this machine have it, whose days are its reader's."""

    def now(self) -> datetime:
        return datetime.now().astimezone()


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def find_encoder(folder: Path | None = None) -> Encoder:
    """The encoder in ``folder``, or beside the code: ``model/`` in the zip, ``build/model/`` in a clone.

    Raises ModelError.
    """
    # ONNX Runtime 1.29 and later sends events about its use to Microsoft, unless it is told not to before it
    # is imported (its Privacy.md). Nothing of ours leaves the account unasked.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    # onnxruntime takes a quarter of a second to import; --help and clean do without it.
    from pagebrief.summary.encoder import OnnxEncoder  # noqa: PLC0415

    places = [folder] if folder else [_HERE / "model", _HERE.parent / "build" / "model"]
    found = next((place for place in places if place.is_dir()), None)
    if found is None:
        raise ModelError(f"no encoder in {' or '.join(map(str, places))}: run `make setup` to build it")
    return OnnxEncoder.load(found)


def find_rewriter(folder: Path) -> Rewriter:
    """The sequence-to-sequence model in ``folder``, as ``save_pretrained`` wrote it.

    Raises ModelError, also where transformers and torch are not installed.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # a folder is read: nothing is asked of a hub
    try:
        from pagebrief.summary.seq2seq import Seq2SeqRewriter  # noqa: PLC0415 # half a gigabyte, six seconds
    except ImportError as error:
        raise without_transformers(error) from error
    return Seq2SeqRewriter.load(folder)


def without_transformers(error: ImportError) -> ModelError:
    return ModelError(
        f"{error.name or 'a package'} is not installed: models beyond the built-in one need transformers and "
        "torch. Install them: pip install 'pagebrief[transformers]' (in a clone: -e '.[transformers]')"
    )


def find_templates(user_folder: Path | None = None) -> Templates:
    """The built-in templates, each of which a file of the same name in ``user_folder`` replaces.

    Raises TemplateError.
    """
    if user_folder and not user_folder.is_dir():
        raise TemplateError(f"{user_folder} is not a folder of templates")
    return Templates(user_folder, built_in_templates())


def built_in_templates() -> Path:
    """Their folder, beside the code. Raises TemplateError."""
    places = (_HERE / "templates", _HERE.parent / "templates")
    built_in = next((place for place in places if place.is_dir()), None)
    if built_in is None:
        raise TemplateError(f"no templates in {' or '.join(map(str, places))}")
    return built_in
