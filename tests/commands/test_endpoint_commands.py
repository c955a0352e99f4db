"""The commands `models`, `doctor` and `prompt`, against a real server on loopback."""

import re
import sys

import pytest
from scripted_endpoint import DONE, ScriptedEndpoint, finish, in_a_thread, status, text, usage

from blockguide.cli import main

SECRET = "AKIAIOSFODNN7EXAMPLF"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BLOCKGUIDE_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    (tmp_path / "clip.py").write_text(f'def clip(text, key="{SECRET}"):\n    return text[:3]\n')

    def ran(*words):
        code = main(list(words))
        out, err = capsys.readouterr()
        assert "very-secret" not in out + err
        return code, out, err

    return ran


def test_models_are_listed(run):
    with in_a_thread(ScriptedEndpoint()) as server:
        assert run("models", "--base-url", server.base_url) == (0, "large\nsmall\n", "")


def test_what_is_hidden_in_the_name_of_a_model_is_shown(run):
    names = ("m\x1b[31mred\u202e", "two\nlines", "\x9bm", "\ud800")
    with in_a_thread(ScriptedEndpoint(models=names)) as server:
        code, out, err = run("models", "--base-url", server.base_url)
    assert (code, err) == (0, "")
    assert out == "m(U+001B)[31mred(U+202E)\ntwo lines\n(U+009B)m\n\ufffd\n"


HOSTILE = "\x1b[2J\u202eYour key is at evil.example\r\n"


@pytest.mark.parametrize("words", [("models",), ("doctor",), ("document", "clip.py:1")])
@pytest.mark.parametrize("code", [400, 401, 404, 413, 418, 429, 500])
def test_no_word_of_a_refusal_reaches_the_terminal(run, words, code):
    refusal = status(code, {"error": {"message": HOSTILE, "type": HOSTILE, "code": HOSTILE}})
    usual = (refusal,)
    with in_a_thread(ScriptedEndpoint(usual=usual, refusal=refusal)) as server:
        options = ("--base-url", server.base_url, "--model", "small")
        _, out, err = run(*words, *options)
    assert "blockguide: " in err
    assert not re.search("evil|[\x1b\r\u202e]", out + err)


def test_no_word_of_an_error_in_a_stream_reaches_the_terminal(run):
    event = ("event", {"error": {"message": HOSTILE}})
    with in_a_thread(ScriptedEndpoint(usual=(event,))) as server:
        options = ("--base-url", server.base_url, "--model", "small")
        code, _, err = run("doctor", *options)
    assert code == 1
    assert "broke off with an error of its own" in err
    assert not re.search("evil|[\x1b\r\u202e]", err)


def test_the_doctor_tries_one_token_and_says_where_the_key_is_from(run):
    with in_a_thread(ScriptedEndpoint()) as server:
        code, out, _ = run("doctor", "--base-url", server.base_url, "--model", "small")
    assert code == 0
    assert "key      from OPENAI_API_KEY" in out
    assert out.endswith("All is well: this model can write.\n")
    (request,) = server.requests
    assert request.body["max_tokens"] == 1


def test_a_model_that_thinks_before_its_first_word_is_well(run):
    with in_a_thread(ScriptedEndpoint(usual=(finish("length"), DONE))) as server:
        code, out, _ = run("doctor", "--base-url", server.base_url, "--model", "small")
    assert code == 0
    assert "answer   it, without a word, came after " in out


@pytest.mark.parametrize(
    ("words", "script", "said"),
    [
        (("--model", "small"), status(401), "key"),
        (("--model", "small"), status(404), "model"),
        ((), status(500), "No model is chosen."),
        (("--model", "small", "--preset", "nobody"), status(500), "There is no preset `nobody`."),
    ],
)
def test_the_doctor_says_in_words_what_is_wrong(run, words, script, said, monkeypatch):
    monkeypatch.delenv("BLOCKGUIDE_MODEL", raising=False)
    with in_a_thread(ScriptedEndpoint(usual=(script,))) as server:
        code, _, err = run("doctor", "--base-url", server.base_url, *words)
    assert code == 1
    assert said in err
    assert "Traceback" not in err


def test_what_the_prompt_shows_is_what_is_sent(run, tmp_path):
    script = (text("## Description\nCuts `text`."), finish(), usage(5, 5), DONE)
    with in_a_thread(ScriptedEndpoint(usual=script)) as server:
        words = ("clip.py", "--symbol", "clip", "--model", "small", "--base-url", server.base_url)
        code, shown, err = run("prompt", *words)
        assert code == 0
        assert server.requests == []
        run("document", *words, "--writer", "model")
        sent = server.requests[0].body["messages"]
    assert shown == "".join(f"----- {one['role']} -----\n{one['content']}\n" for one in sent)
    assert SECRET not in shown
    assert "; 1 secret replaced." in err


def test_ordinary_secrets_are_replaced_in_what_the_prompt_shows(run, tmp_path):
    key, bearer = "q7x2m9v4k1z8w3p6t5r0y7n2b4c9d1f8", "Zk3vQ9xT7mB2nL5pR8wY1cF4hJ6gD0sA3eU7iO9q"
    (tmp_path / "connect.py").write_text(
        'def connect(host, password: str = "hunter2hunter2"):\n'
        f'    url = f"https://{{host}}/items?api_key={key}"\n'
        f'    return get(url, password, {{"Authorization": "Bearer {bearer}"}})\n'
    )
    code, shown, err = run("prompt", "connect.py", "--symbol", "connect", "--model", "small")
    assert code == 0
    assert not any(secret in shown for secret in ("hunter2", key, bearer))
    assert "; 3 secrets replaced." in err


def test_a_link_to_a_file_that_no_model_may_see_is_not_shown(run, tmp_path):
    (tmp_path / "hidden.py").write_text("def clip(text):\n    return text\n")
    (tmp_path / ".blockguideignore").write_text("hidden.py\n")
    (tmp_path / "link.py").symlink_to("hidden.py")
    code, shown, err = run("prompt", "link.py", "--symbol", "clip", "--model", "small")
    assert (code, shown) == (1, "")
    assert "`link.py` is among the files that no model may see." in err


def test_what_is_left_out_of_a_prompt_is_told_with_the_reason(run, tmp_path, monkeypatch):
    calls = "".join(f"clip('a{number}')\n" for number in range(5))
    (tmp_path / "use.py").write_text(f"from clip import clip\n\n{calls}")
    for limit in ("START", "NAMES", "CALL_SITES"):
        monkeypatch.setenv(f"BLOCKGUIDE_{limit}_MS", "60000")
    words = ("prompt", "clip.py", "--symbol", "clip", "--model", "small")
    _, _, err = run(*words)
    assert "blockguide: Left out: 2 more uses (3 say enough).\n" in err
    tokens = int(re.search(r"About (\d+) tokens", err)[1])
    monkeypatch.setenv("BLOCKGUIDE_ANSWER_TOKENS", "64")
    monkeypatch.setenv("BLOCKGUIDE_CONTEXT_TOKENS", str(tokens + 64 + 64 - 10))
    _, _, err = run(*words)
    assert "blockguide: Left out: the use in `use.py` (no room).\n" in err


def test_a_template_that_asks_for_what_there_is_not_leaves_the_offline_guide(
    run, tmp_path, monkeypatch
):
    (tmp_path / "mine.txt").write_text("Write $poems.")
    monkeypatch.setenv("BLOCKGUIDE_TEMPLATE", str(tmp_path / "mine.txt"))
    with in_a_thread(ScriptedEndpoint()) as server:
        words = ("clip.py", "--symbol", "clip", "--model", "small", "--base-url", server.base_url)
        code, page, err = run("document", *words, "--writer", "model", "--no-cache")
        assert server.requests == []
        refused, _, said = run("prompt", *words)
    assert code == 0
    assert "How to Use This Code Block" in page
    assert "asks for $poems" in err
    assert "The offline writer wrote this guide." in err
    assert refused == 1
    assert "asks for $poems" in said


@pytest.mark.parametrize("missing", ["openai", "tenacity", "httpx2", "detect_secrets.core.scan"])
@pytest.mark.parametrize("writer", ["auto", "model"])
def test_without_a_model_s_packages_there_is_the_offline_guide_and_why(
    run, monkeypatch, missing, writer
):
    monkeypatch.setitem(sys.modules, missing, None)
    with in_a_thread(ScriptedEndpoint()) as server:
        words = ("--model", "small", "--base-url", server.base_url)
        code, page, err = run("document", "clip.py:1", *words, "--writer", writer, "--no-cache")
        assert server.requests == []
    assert code == 0
    assert "How to Use This Code Block" in page
    name = missing.partition(".")[0]
    assert f"The packages that talk to a model are not installed: there is no `{name}`." in err
    assert "Install them for the Python that runs BlockGuide: `pip install openai " in err
    assert "The offline writer wrote this guide." in err


def test_packages_that_are_missing_are_told_for_each_of_many_blocks(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "openai", None)
    targets = ["clip.py:1"] * 5
    code, _, err = run("document", *targets, "--model", "small", "--no-cache")
    assert code == 0
    assert err.count("there is no `openai`") == len(targets)


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("openai", ("models",)),
        ("openai", ("doctor", "--model", "small")),
        ("detect_secrets.core.scan", ("prompt", "clip.py:1", "--model", "small")),
    ],
)
def test_a_command_that_needs_a_model_s_packages_says_so(run, monkeypatch, missing, words):
    monkeypatch.setitem(sys.modules, missing, None)
    code, _, err = run(*words)
    assert code == 1
    assert "The packages that talk to a model are not installed" in err


def test_an_option_that_does_not_fit_is_wrong_use(run):
    code, _, err = run("document", "clip.py", "--language", "no tongue")
    assert code == 2
    assert '--language is \'no tongue\', not "en", "ru"' in err
