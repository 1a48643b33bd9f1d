"""The rewriter on tiny models, through the code that loads and runs real ones."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

import tiny_models
from pagebrief.bootstrap import find_rewriter
from pagebrief.errors import ModelError

pytestmark = pytest.mark.reference

SENTENCES = [line for line in tiny_models.TEXT if line.endswith(".")]


@pytest.fixture(scope="module")
def bart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.save_bart(tmp_path_factory.mktemp("models") / "tiny-bart")


@pytest.fixture(scope="module")
def t5(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.save_t5(tmp_path_factory.mktemp("models") / "tiny-t5")


@pytest.mark.parametrize("kind", ["bart", "t5"])
def test_a_page_longer_than_the_model_reads_is_written_anew_the_same_each_time(
    kind: str, request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(kind)
    first, second = find_rewriter(folder).rewrite(SENTENCES), find_rewriter(folder).rewrite(SENTENCES)
    assert first == second
    assert first.text
    assert first.model == f"tiny-{kind}"


def test_what_is_written_is_greedy_whatever_the_models_settings_say(bart: Path) -> None:
    import torch  # noqa: PLC0415 - only make reference has it
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer  # noqa: PLC0415

    tokenizer, model = AutoTokenizer.from_pretrained(bart), AutoModelForSeq2SeqLM.from_pretrained(bart)
    with torch.inference_mode():
        inputs = tokenizer(SENTENCES[0], return_tensors="pt", return_token_type_ids=False)
        plain = model.generate(**inputs, num_beams=1, early_stopping=False, length_penalty=1.0, max_length=24)
    expected = tokenizer.decode(plain[0], skip_special_tokens=True).strip()
    assert find_rewriter(bart).rewrite(SENTENCES[:1]).text == expected


def test_every_chunk_of_a_page_is_written_and_none_is_cut(bart: Path) -> None:
    rewriter = find_rewriter(bart)
    alone = [rewriter.rewrite([sentence]).text for sentence in SENTENCES[:2]]
    long = [SENTENCES[0] + " " + "the harbour " * 45, SENTENCES[1] + " " + "the bridge " * 45]
    both = rewriter.rewrite(long).text
    assert both == " ".join(rewriter.rewrite([sentence]).text for sentence in long)
    assert alone


def test_half_of_a_surrogate_pair_and_nothing_at_all_are_no_failure(bart: Path) -> None:
    rewriter = find_rewriter(bart)
    assert rewriter.rewrite(["half \ud83d of a pair."]).text
    assert rewriter.rewrite([]).text == ""


def test_the_manifest_names_the_model_and_its_revision(bart: Path, tmp_path: Path) -> None:
    folder = tiny_models.save_bart(tmp_path / "model")
    (folder / "rewriter.json").write_text(
        json.dumps({"name": "some/model", "revision": "0123456789"}), "utf-8"
    )
    assert find_rewriter(folder).rewrite(SENTENCES[:1]).model == "some/model@0123456"


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no sequence-to-sequence model"):
        find_rewriter(tmp_path)


def test_the_function_answers_with_the_text_and_the_model(
    bart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import on_rewrite  # noqa: PLC0415 - its logger wants the environment as it is then

    monkeypatch.setenv("REWRITER_DIR", str(bart))
    on_rewrite.rewriter.cache_clear()
    context = SimpleNamespace(
        function_name="rewrite", memory_limit_in_mb=3008, invoked_function_arn="arn", aws_request_id="request"
    )
    answer = on_rewrite.handler({"sentences": SENTENCES}, context)
    made = find_rewriter(bart).rewrite(SENTENCES)
    assert answer == {"text": made.text, "model": "tiny-bart"}
    with pytest.raises(ValueError, match="expected"):
        on_rewrite.handler({"text": "a page"}, context)
