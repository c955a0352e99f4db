"""Ordinary secrets never leave the machine; our own words, and code that holds none, stay as they are."""

import importlib.util
import random
import string
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redacting import redacted
from test_alignment import subject_of

from blockguide.code.context.values import CallSite, Definition
from blockguide.guide.entry import Finding, Severity
from blockguide.guide.loose import Loose
from blockguide.guide.values import Guide, Section, SectionDelta, Step
from blockguide.text import Lines
from blockguide.writers.model.prompt import prompt_for
from blockguide.writers.model.redaction import restored
from blockguide.writers.model.repair import repair_prompt
from blockguide.writers.model.showing import SafeText, made_safe
from blockguide.writers.model.values import Endpoint, Wish

ENDPOINT = Endpoint("http://localhost:1/v1", "small")
CHANCE = random.Random(7)


def drawn(letters, length):
    return "".join(CHANCE.choices(letters, k=length))


MIXED = drawn(string.ascii_letters + string.digits, 40)
LOWER = drawn(string.ascii_lowercase, 40)
SLUG = drawn(string.ascii_lowercase + string.digits, 32)
DJANGO = "django-insecure-#x@1k+v&_u!q3j5t0z^8m"
FOUND = [
    ('def f(password: str = "hunter2hunter2"): ...', "hunter2hunter2"),
    ('def f(*, password="hunter2"): ...', "hunter2"),
    (f'url = "https://api.example.org/v1/items?page=2&api_key={SLUG}"', SLUG),
    (f'url = f"https://{{host}}/items?api_key={SLUG}&page={{page}}"', SLUG),
    (f'headers = {{"Authorization": "Bearer {MIXED}"}}', MIXED),
    (f'headers["Authorization"] = f"Bearer {LOWER}"', LOWER),
    ('headers = {"Authorization": "Basic YWxpY2U6aHVudGVyMg=="}', "YWxpY2U6"),
    ('SECRET_KEY = b"0123-abcd-feed!"', "0123-abcd-feed!"),
    (f"SECRET_KEY = '{DJANGO}'", DJANGO),
    (f"SECRET_KEY_FALLBACKS = ['{DJANGO}']", DJANGO),
    ('p = os.environ.get("DB_PASSWORD", "pa55-word")', "pa55-word"),
    ('p = os.getenv("DB_PASSWORD") or "unseen"', ""),
    ('password = os.getenv("P") or "pa55-word"', "pa55-word"),
    ('p = config("SECRET_KEY", default="pa55-word")', "pa55-word"),
    ('password = "correct horse battery staple"', "horse"),
    ('password = "swordfish"', "swordfish"),
    ('dsn = "Server=db;User Id=sa;Password=Pa55.word;Timeout=3"', "Pa55.word"),
    ('dsn = "host=db password=swordfish dbname=x"', "swordfish"),
    ('dsn = "host=db password=dragon dbname=x"', "dragon"),
    ('dsn = "Server=db;Pwd=dragon"', "dragon"),
    ('dsn = "Endpoint=sb://x;SharedAccessKey=c2VjcmV0LWtleS0wMQ==;Q=1"', "c2VjcmV0"),
    (f'value = "{LOWER}"', LOWER),
    (f"x = 1  # token: {MIXED}", MIXED),
    ('# password = "hunter2"', "hunter2"),
    ('KEY = "AKIAIOSF" "ODNN7EXAMPLE"', "AKIAIOSF"),
    ('KEY = (\n    "AKIAIOSF"\n    + "ODNN7EXAMPLE"\n)', "ODNN7EXAMPLE"),
    ('api_key = "abcd1234" \\\n    "efgh5678"', "efgh5678"),
    ('user, password = "bob", "hunter2"', "hunter2"),
    ('config["password"] = "hunter2"', "hunter2"),
    ('self.password = "hunter2"', "hunter2"),
    ('if password == "hunter2": pass', "hunter2"),
    ('get(url, auth=("bob", "hunter2"))', "hunter2"),
    ('get(url, auth=HTTPBasicAuth("bob", "hunter2"))', "hunter2"),
    ('key = SecretStr("hunter2")', "hunter2"),
    ('parser.add_argument("--password", default="hunter2", help="The password.")', "hunter2"),
    ('password = "a\\"b9c"', 'a\\"b9c'),
    ('password = """two\nlines9"""\nx = 1', "lines9"),
    (f"%env OPENAI_API_KEY={MIXED}\nx = 1", MIXED),
    (f'def f(x):\n    token = ("{MIXED}" +\n', MIXED),
    ('def f(x:\n    connect(x, password="hunter2"\n', "hunter2"),
]


@pytest.mark.parametrize(("code", "secret"), FOUND)
def test_an_ordinary_secret_is_replaced_and_comes_back(code, secret):
    clean, placeholders = redacted(code)
    assert not secret or secret not in clean
    assert bool(placeholders) == bool(secret)
    assert restored(clean, placeholders) == code
    assert clean.count("\n") == code.count("\n")


@pytest.mark.parametrize(
    "code",
    [
        'password = ""',
        "password = None",
        'password = "password"',
        'password = "changeme"',
        'api_key = "your-api-key-here"',
        'token = "<token>"',
        'token = "${TOKEN}"',
        'password = "********"',
        'password = "text"\nconnect(text, password="code")',
        'fields = TypedDict("F", {"password": "str", "token": "SecretStr"})',
        'TOKEN_TYPE = "a1-b2-c3-d4"',
        'RESET_TOKEN = "_password_reset_token"',
        'token = "NAME"',
        'labels = {"password": "Enter your password"}',
        'errors = {"password": "This field is required."}',
        "password = getpass('Password: ')",
        'password = data["new_password1"]',
        'form.fields["password"].widget = "password2"',
        'url = f"https://x.org/?api_key={key}&token=%s"',
        'token_url = "https://x.org/oauth2/token"',
        'kind = "Basic authentication"  # Bearer token, or basic: it depends',
        'letters = "abcdefghijklmnopqrstuvwxyz0123456789"',
        'names = "getHTTPResponseHeaders", "django.contrib.auth.middleware.AuthenticationMiddleware"',
        'def f(p):\n    """Read.\n\n    Args:\n        password: the password.\n        token: optional.\n    """',
    ],
)
def test_what_is_no_secret_is_sent_as_it_is(code):
    assert redacted(code) == (code, ())


def test_a_secret_that_is_a_word_takes_nothing_else_with_it():
    code = 'def admin(swordfish, admins):\n    """Admin."""\n    login(swordfish, "admin", password="admin")\n'
    clean, placeholders = redacted(code)
    assert placeholders == (("REDACTED_SECRET_1", "admin"),)
    assert clean == code.replace('"admin"', '"REDACTED_SECRET_1"')


def test_a_placeholder_is_not_replaced_by_another():
    code = 'password = "SECRET-1"\ntoken = "REDACTED_SECRET_12-SECRET-1-x9"\n'
    clean, placeholders = redacted(code)
    assert len(placeholders) == 2
    assert restored(clean, placeholders) == code


def test_a_placeholder_that_the_code_writes_itself_stays_its_own():
    code = 'password = "hunter2"\nPLACE = "REDACTED_SECRET_1"\n'
    clean, placeholders = redacted(code)
    assert 'PLACE = "REDACTED_SECRET_1"' in clean
    assert restored(clean, placeholders) == code


@given(st.text(alphabet="abz19 -_\\\"'`;=:#\n", min_size=0, max_size=30))
def test_any_text_comes_back(text):
    code = f"password = {text!r}\nx = '''{text}'''\n# token: {text}"
    clean, placeholders = redacted(code)
    assert restored(clean, placeholders) == code
    assert clean.count("\n") == code.count("\n")


LIBRARIES = {
    "flask": {"flask/config.py": {"development key"}},
    "httpx": {"httpx/_urls.py": {"a%20secret"}},
    "django/conf": {},
    "django/contrib/auth": {},
}


@pytest.mark.parametrize("library", LIBRARIES)
def test_in_the_code_of_real_libraries_little_is_replaced(library):
    root = Path(importlib.util.find_spec(library.partition("/")[0]).origin).parent.parent
    replaced = {}
    for path in sorted((root / library).rglob("*.py")):
        if "/locale/" in path.as_posix():
            continue
        _, placeholders = redacted(path.read_text("utf-8"))
        if placeholders:
            name = path.relative_to(root).as_posix()
            replaced[name] = {secret for _, secret in placeholders}
    assert replaced == LIBRARIES[library]


SECRETIVE = f'''\
def load(path, password: str = "swordfish"):
    """The default is swordfish."""
    if password == "swordfish":
        raise ValueError(password)
    token = "lines"
    return get(path, f"?api_key={SLUG}", secret="lines")
'''


def told_of(tmp_path):
    subject = subject_of(tmp_path, SECRETIVE)
    site = CallSite(
        tmp_path / "use.py", 3, 0, "load(p)", 'load(p, password="hunter3")', "", is_test=False
    )
    get = Definition(
        "get", "app.get", "function", None, 3, "(url, secret='hunter4')", "", "", in_project=True
    )
    context = replace(subject.context, call_sites=(site,), definitions=(get,))
    return replace(subject, context=context)


def test_a_prompt_holds_no_secret_and_its_own_words_stay(tmp_path):
    prompt = prompt_for(told_of(tmp_path), Wish(), ENDPOINT)
    system, text = (message.text for message in prompt.messages)
    for secret in ("swordfish", "hunter3", "hunter4", SLUG, '"lines"'):
        assert secret not in text
    assert "REDACTED" not in system
    assert "The block is the function `load`, lines 1 to 6 of `loading.py`." in text
    assert "It is used in `use.py`, line 3:" in text
    assert "raises `ValueError` when `password == 'REDACTED_SECRET_" in text
    assert 'token = "REDACTED_SECRET_' in text
    assert len(prompt.placeholders) == 5
    assert all(placeholder in text for placeholder, _ in prompt.placeholders)


def test_a_short_word_is_hidden_where_a_guide_quotes_it(tmp_path):
    subject = subject_of(tmp_path, 'def load(password="dragon"):\n    return password\n')
    step = Step("Send it", "Sends `dragon`, as a dragon would.", Lines(2, 2))
    guide = Guide("d", (step,), "load()\n")
    finding = Finding("BG402", Section.STEPS, Severity.ERROR, "It sends nothing.", "step 1")
    text = repair_prompt(subject, guide, [finding], Wish(), ENDPOINT).messages[1].text
    assert "Sends `REDACTED_SECRET_1`, as a dragon would." in text


def test_a_secret_that_a_guide_writes_in_one_is_hidden_in_a_repair(tmp_path):
    subject = subject_of(tmp_path, 'def load(key="AKIAIOSF" "ODNN7EXAMPLE"):\n    return key\n')
    joined = "AKIAIOSF" + "ODNN7EXAMPLE"
    guide = Guide("d", (Step("Send it", f"Sends `{joined}`.", Lines(2, 2)),), "load()\n")
    finding = Finding("BG402", Section.STEPS, Severity.ERROR, "It sends nothing.", "step 1")
    prompt = repair_prompt(subject, guide, [finding], Wish(), ENDPOINT)
    assert "AKIA" not in prompt.messages[1].text
    assert ("REDACTED_SECRET_1", joined) in prompt.placeholders


def test_a_repair_holds_no_secret_and_its_own_words_stay(tmp_path):
    step = Step("Get the lines", "Checks `password` for `swordfish`.", Lines(3, 4), ())
    guide = Guide("Reads with swordfish.", (step,), "load(p, 'swordfish')\n")
    finding = Finding(
        "BG401", Section.STEPS, Severity.ERROR, "Step 1 tells 'swordfish' of its lines.", "step 1"
    )
    prompt = repair_prompt(told_of(tmp_path), guide, [finding], Wish(), ENDPOINT)
    text = prompt.messages[1].text
    assert "swordfish" not in text
    assert "of its lines.\n" in text
    assert "Get the lines" in text
    assert "## Execution Steps" in text


def test_what_a_secret_holds_is_as_harmless_in_prose_as_what_a_model_says():
    placeholders = (
        ("REDACTED_SECRET_1", "<img src=x>9 ![a](http://x.org/b)"),
        ("REDACTED_SECRET_2", "a`b9 <b>"),
    )
    answer = "Knows REDACTED_SECRET_1 and `REDACTED_SECRET_2 <i>`."
    loose = made_safe(Loose(answer, (), 'x = "REDACTED_SECRET_2"\n'), placeholders)
    assert loose.description == r"Knows \<img src=x>9 a and `REDACTED_SECRET_2 <i>`."
    assert loose.example == 'x = "a`b9 <b>"\n'
    safe = SafeText(placeholders)
    streamed = [*safe.take(SectionDelta(Section.DESCRIPTION, answer)), *safe.rest()]
    assert "".join(delta.text for delta in streamed) == loose.description
