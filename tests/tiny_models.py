"""Models of a few thousand random weights, written as transformers writes real ones; they say nothing."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

TEXT = (Path(__file__).parents[1] / "examples/pages/harbour-bridge.txt").read_text("utf-8").splitlines()


def tokenizer(texts: Sequence[str] = tuple(TEXT), **settings: Any) -> Any:
    """A byte-level BPE tokenizer trained on these texts, with BART's special tokens."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers  # noqa: PLC0415
    from transformers import PreTrainedTokenizerFast  # noqa: PLC0415 - only make reference has it

    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    made = Tokenizer(models.BPE(unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    made.train_from_iterator(
        texts, trainers.BpeTrainer(vocab_size=600, special_tokens=special, initial_alphabet=alphabet)
    )
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    names = dict(
        zip(("bos_token", "pad_token", "eos_token", "unk_token", "mask_token"), special, strict=True)
    )
    return PreTrainedTokenizerFast(tokenizer_object=made, **names, **settings)


def save_bart(folder: Path, positions: int = 128) -> Path:
    """BartForConditionalGeneration, with distilbart's kind of generation settings."""
    import torch  # noqa: PLC0415 - only make reference has it
    from transformers import BartConfig, BartForConditionalGeneration  # noqa: PLC0415

    torch.manual_seed(7)
    words = tokenizer(model_max_length=positions)
    config = BartConfig(
        vocab_size=len(words),
        d_model=32,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        max_position_embeddings=positions,
        forced_bos_token_id=0,
        decoder_start_token_id=2,
    )
    model = BartForConditionalGeneration(config)
    settings = {
        "num_beams": 4,
        "early_stopping": True,
        "length_penalty": 2.0,
        "min_length": 8,
        "max_length": 24,
    }
    model.generation_config.update(**settings)
    model.save_pretrained(folder)
    words.save_pretrained(folder)
    return folder


def save_t5(folder: Path) -> Path:
    """T5ForConditionalGeneration, which wants to be told what to do and has no limit of its own."""
    import torch  # noqa: PLC0415
    from transformers import T5Config, T5ForConditionalGeneration  # noqa: PLC0415

    torch.manual_seed(7)
    words = tokenizer()
    config = T5Config(
        vocab_size=len(words),
        d_model=32,
        d_kv=16,
        d_ff=64,
        num_layers=1,
        num_heads=2,
        pad_token_id=1,
        eos_token_id=2,
        decoder_start_token_id=1,
        task_specific_params={"summarization": {"prefix": "summarize: ", "max_length": 30}},
    )
    T5ForConditionalGeneration(config).save_pretrained(folder)
    words.save_pretrained(folder)
    return folder


def save_encoder(folder: Path, kind: str, pooling: str) -> Path:
    """An encoder of one layer, with the files that sentence-transformers adds; 40 tokens at most."""
    import torch  # noqa: PLC0415
    from transformers import AutoConfig, AutoModel  # noqa: PLC0415

    torch.manual_seed(7)
    words = tokenizer(model_max_length=40)
    sizes = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 64}
    config = AutoConfig.for_model(kind, vocab_size=len(words), pad_token_id=1, **sizes)
    AutoModel.from_config(config).save_pretrained(folder)
    words.save_pretrained(folder)
    (folder / "1_Pooling").mkdir()
    modes = {"pooling_mode_cls_token": pooling == "cls", "pooling_mode_mean_tokens": pooling == "mean"}
    (folder / "1_Pooling/config.json").write_text(json.dumps(modes), "utf-8")
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 40}', "utf-8")
    kinds = {"": "Transformer", "1_Pooling": "Pooling", "2_Normalize": "Normalize"}
    modules = [{"path": path, "type": f"sentence_transformers.models.{name}"} for path, name in kinds.items()]
    (folder / "modules.json").write_text(json.dumps(modules), "utf-8")
    return folder
