#!/usr/bin/env bash
# Pin everything anew: requirements/*.in → requirements/*.txt, for Python 3.11 to 3.13. Needs uv.
# With the hashes of every file of a version, so that pip takes nothing else, on whatever machine. Torch (torch.txt) has none:
# its builds without CUDA come from an index of their own, and what is installed beside it can't have them either.
set -euo pipefail
cd "$(dirname "$0")"
compile() {
  uv pip compile --quiet --upgrade --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
    "$1.in" --output-file "$1.txt" "${@:2}"
}
lock() { compile "$@" --universal --python-version 3.11; }
hashed() { lock "$@" --generate-hashes; }
hashed local
# For Lambda's Python alone. The zip takes the versions of the working copy. boto3 is in the runtime; the hub client and the
# graph tools are dependencies of tokenizers and onnxruntime that reading local files never imports.
compile lambda --generate-hashes --python-version 3.13 --python-platform x86_64-manylinux_2_28 --constraint local.txt $(printf -- '--no-emit-package %s ' \
  boto3 botocore s3transfer jmespath huggingface-hub hf-xet fsspec filelock typer shellingham rich \
  markdown-it-py mdurl pygments flatbuffers protobuf httpx2 httpcore2 h11 anyio truststore annotated-doc)
hashed test
compile runtime --generate-hashes --universal --python-version 3.13 # what Lambda's own runtime has
hashed looks
hashed bench
# Where one asks for another's extras, pip wants them named beside the hash, too.
hashed sam --no-strip-extras
hashed audit
hashed checkov
# Torch's CUDA packages: gigabytes that work on the processor never loads.
cuda=$(printf -- '--no-emit-package %s ' cuda-bindings cuda-pathfinder cuda-toolkit triton \
  nvidia-{cublas,cuda-cupti,cuda-nvrtc,cuda-runtime,cudnn-cu13,cufft,cufile,curand,cusolver,cusparse} \
  nvidia-{cusparselt-cu13,nccl-cu13,nvjitlink,nvshmem-cu13,nvtx})
# shellcheck disable=SC2086 # many words
lock reference $cuda
# For the image of the rewriting function: versions that every Python from 3.11 on runs, so that any base image does.
# shellcheck disable=SC2086
compile abstractive --generate-hashes --python-version 3.11 --python-platform x86_64-manylinux_2_28 \
  --constraint reference.txt --no-emit-package torch $cuda
