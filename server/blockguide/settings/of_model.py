"""The declaration of the model writer's settings; whatever says where code is sent is the person's alone."""

from typing import Final

from blockguide.settings.kinds import Choice, Directory, Number, Text, Texts
from blockguide.settings.money import Amount, Prices
from blockguide.settings.setting import Scope, Setting
from blockguide.settings.values import Detail, WriterChoice

_DAY: Final = 86_400_000
_MOST_TOKENS: Final = 100_000_000

_WRITERS: Final = (
    "The offline guide at once; where `blockguide.model` is set, that model's words then replace it.",
    "Only the offline writer. Nothing is sent anywhere.",
    "The model's words as they come; the offline writer's where they fail.",
)
_DETAILS: Final = (
    "One paragraph, and as few steps as cover the code.",
    "What the reader does not see from the signature.",
    "Every branch, default, side effect and error, with its condition.",
)


def _timeout(name: str, attribute: str, description: str, variable: str) -> Setting:
    return Setting(
        f"endpoint.{name}",
        ("model", attribute),
        Number("milliseconds", 1, _DAY),
        Scope.RESOURCE,
        description,
        variable,
    )


MODEL_SETTINGS: Final = (
    Setting(
        "writer",
        ("writer",),
        Choice(WriterChoice, _WRITERS),
        Scope.MACHINE,
        "Who writes the guides.",
        "BLOCKGUIDE_WRITER",
    ),
    Setting(
        "model",
        ("model", "name"),
        Text(),
        Scope.MACHINE,
        "The model that writes, as its endpoint calls it. Empty: no model, and nothing is sent anywhere.",
        "BLOCKGUIDE_MODEL",
    ),
    Setting(
        "detail",
        ("model", "detail"),
        Choice(Detail, _DETAILS),
        Scope.RESOURCE,
        "How much a model is to say.",
    ),
    Setting(
        "endpoint.preset",
        ("model", "preset"),
        Text(),
        Scope.MACHINE,
        "The kind of endpoint: `openai`, `azure`, `ollama`, `llama.cpp`, `vllm`, `lmstudio` or `openrouter`. "
        "It gives the address and the window where you set none.",
        "BLOCKGUIDE_PRESET",
    ),
    Setting(
        "endpoint.baseUrl",
        ("model", "base_url"),
        Text(),
        Scope.MACHINE,
        "The endpoint's address, such as `http://localhost:11434/v1`. Empty: the preset's. The key is never a "
        "setting: it comes from `BLOCKGUIDE_API_KEY` or `OPENAI_API_KEY`, or from the editor's secret store.",
        "OPENAI_BASE_URL",
    ),
    Setting(
        "endpoint.apiVersion",
        ("model", "api_version"),
        Text(),
        Scope.MACHINE,
        "Azure's API version; empty for every other endpoint.",
        "OPENAI_API_VERSION",
    ),
    Setting(
        "endpoint.plainHttpHosts",
        ("model", "plain_http_hosts"),
        Texts(),
        Scope.MACHINE,
        "Hosts that may be spoken to without encryption, such as a machine in your own network. This machine "
        "always may.",
        "BLOCKGUIDE_PLAIN_HTTP_HOSTS",
    ),
    Setting(
        "endpoint.contextTokens",
        ("model", "context_tokens"),
        Number("tokens", 0, _MOST_TOKENS),
        Scope.RESOURCE,
        "The model's window, in tokens; the prompt is fitted to it. 0: the preset's.",
        "BLOCKGUIDE_CONTEXT_TOKENS",
    ),
    Setting(
        "endpoint.answerTokens",
        ("model", "answer_tokens"),
        Number("tokens", 64, _MOST_TOKENS),
        Scope.RESOURCE,
        "The most tokens that an answer may have.",
        "BLOCKGUIDE_ANSWER_TOKENS",
    ),
    _timeout(
        "connectTimeout",
        "connect",
        "How long a connection may take to stand, in milliseconds.",
        "BLOCKGUIDE_CONNECT_MS",
    ),
    _timeout(
        "firstTokenTimeout",
        "first_token",
        "How long the first token may take, in milliseconds.",
        "BLOCKGUIDE_FIRST_TOKEN_MS",
    ),
    _timeout(
        "silenceTimeout",
        "silence",
        "How long an endpoint may be silent in mid-answer, in milliseconds.",
        "BLOCKGUIDE_SILENCE_MS",
    ),
    _timeout(
        "wholeTimeout",
        "whole",
        "How long a whole answer may take, in milliseconds.",
        "BLOCKGUIDE_WHOLE_MS",
    ),
    Setting(
        "endpoint.retries",
        ("model", "retries"),
        Number("tries", 0, 10),
        Scope.RESOURCE,
        "How often a request that failed is made again.",
        "BLOCKGUIDE_RETRIES",
    ),
    Setting(
        "template",
        ("model", "template"),
        Directory(),
        Scope.TRUSTED,
        "A file with your own instructions to the model, an absolute path; a project has its own where you "
        "trust it. It may use `$description`, `$steps`, `$example`, `$language` and `$detail`. Empty: "
        "BlockGuide's instructions.",
        "BLOCKGUIDE_TEMPLATE",
    ),
    Setting(
        "budget.dailyTokens",
        ("model", "daily_tokens"),
        Number("tokens", 0, _MOST_TOKENS),
        Scope.MACHINE,
        "The most tokens that may be used in a day; then the offline writer writes. 0: no limit.",
        "BLOCKGUIDE_DAILY_TOKENS",
    ),
    Setting(
        "prices.models",
        ("model", "model_prices"),
        Prices(),
        Scope.MACHINE,
        "What models cost, to tell what a guide cost: by a model's name the price of a million tokens of "
        'prompts and that of answers, in your currency, such as `{"gpt-4.1-mini": [0.4, 1.6]}`.',
        "BLOCKGUIDE_PRICES",
    ),
    Setting(
        "prices.prompt",
        ("model", "prompt_price"),
        Amount(),
        Scope.MACHINE,
        "The price of a million tokens of prompts to a model that `prices.models` does not name. 0: not told.",
        "BLOCKGUIDE_PROMPT_PRICE",
    ),
    Setting(
        "prices.answer",
        ("model", "answer_price"),
        Amount(),
        Scope.MACHINE,
        "The price of a million tokens of answers of a model that `prices.models` does not name.",
        "BLOCKGUIDE_ANSWER_PRICE",
    ),
)
