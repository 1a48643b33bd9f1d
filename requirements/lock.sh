#!/usr/bin/env bash
# Pin everything anew: requirements/*.in → requirements/*.txt, for Python 3.11 to 3.13. Needs uv.
set -euo pipefail
cd "$(dirname "$0")"
lock() {
  uv pip compile --quiet --upgrade --python-version 3.11 --universal --no-header --no-annotate \
    --no-emit-index-url --no-emit-find-links "$1.in" --output-file "$1.txt" "${@:2}"
}
lock local
# The zip takes the versions of the working copy. boto3 is in the runtime; the hub client and the
# graph tools are dependencies of tokenizers and onnxruntime that reading local files never imports.
lock lambda --constraint local.txt $(printf -- '--no-emit-package %s ' \
  boto3 botocore s3transfer jmespath huggingface-hub hf-xet fsspec filelock tqdm typer shellingham rich \
  markdown-it-py mdurl pygments flatbuffers protobuf httpx2 httpcore2 h11 anyio truststore annotated-doc)
lock test
lock sam
lock reference
