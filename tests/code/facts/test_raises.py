import ast

import pytest

from blockguide.code.facts.raises import leaves


def raised(facts, body, signature="def f(a, b, c):"):
    """`exception(message) if guards [within]` for each raise."""
    code = signature + "\n" + "\n".join("    " + line for line in body.splitlines()) + "\n"
    return [written(one) for one in facts(code, "f").functions[0].flow.raised]


def written(one):
    text = f"{one.exception or 'again'}({one.message or ''})"
    guards = [("" if guard.holds else "not ") + ast.unparse(guard.test) for guard in one.guards]
    text += f" if {' and '.join(guards)}" if guards else ""
    return text + (f" [{one.within}]" if one.within else "")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("raise ValueError", ["ValueError()"]),
        ("if a: raise a.Error('no', 1)", ["a.Error('no') if a"]),
        ("if not a:\n    return\nraise E(b)", ["E(b) if not not a"]),
        (
            "if a:\n    return\nelif b:\n    raise E\nraise F",
            ["E() if not a and b", "F() if not a and not b"],
        ),
        ("if a:\n    b()\nelse:\n    return\nraise F", ["F() if a"]),
        ("if a:\n    b()\nraise F", ["F()"]),
        ("if a:\n    b()\nelif c:\n    return\nraise F", ["F()"]),
        (
            "for x in a:\n    if x:\n        continue\n    raise E(x)\nraise F",
            ["E(x) if not x", "F()"],
        ),
        ("while a:\n    raise E", ["E() if a"]),
        ("with a:\n    if b: return\nraise E", ["E()"]),
        (
            "if a:\n    if b: return\n    else: raise E\nraise F",
            ["E() if a and not b", "F() if not a"],
        ),
        ("if a:\n    sys.exit(1)\nraise F", ["F() if not a"]),
        ("match a:\n    case 1 if b: raise E", ["E() if b"]),
        ("error = ValueError(a)\nif b: raise error", ["ValueError(a) if b"]),
        ("error = ValueError(a)\nerror = b\nraise error", ["error()"]),
        ("raise NotImplementedError() from a", ["NotImplementedError()"]),
        ("raise CommandError(message=a)", ["CommandError(a)"]),
    ],
)
def test_guards_on_the_way(facts, body, expected):
    assert raised(facts, body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("try:\n    raise ValueError(1)\nexcept ValueError:\n    pass", []),
        ("try:\n    raise a.Own(1)\nexcept Own:\n    pass", []),
        ("try:\n    raise FileNotFoundError\nexcept (KeyError, OSError):\n    pass", []),
        ("try:\n    raise KeyError\nexcept OSError:\n    pass", ["KeyError()"]),
        ("try:\n    raise Own\nexcept Exception:\n    pass", []),
        ("try:\n    raise SystemExit\nexcept Exception:\n    pass", ["SystemExit()"]),
        ("try:\n    raise SystemExit\nexcept:\n    pass", []),
        ("try:\n    a()\nexcept E:\n    raise", ["again() [E]"]),
        ("try:\n    a()\nexcept (E, F) as error:\n    raise error", ["again() [E, F]"]),
        (
            "try:\n    a()\nexcept E as error:\n    raise G(str(error)) from error",
            ["G(str(error)) [E]"],
        ),
        ("try:\n    raise E(1)\nexcept E:\n    raise", ["E(1)", "again() [E]"]),
        ("try:\n    a()\nexcept E:\n    if b: raise F", ["F() if b [E]"]),
        ("try:\n    a()\nexcept E:\n    pass\nelse:\n    raise E", ["E()"]),
        ("try:\n    a()\nexcept E:\n    return\nfinally:\n    raise E", ["E()"]),
        ("with suppress(E):\n    raise E", []),
        ("with contextlib.suppress(OSError):\n    raise FileNotFoundError", []),
        ("def g():\n    raise E\ng()", []),
    ],
)
def test_what_leaves_the_block(facts, body, expected):
    assert raised(facts, body) == expected


def test_catches_in_order_and_once(facts):
    code = """
    def f():
        with suppress(KeyError):
            a()
        try:
            b()
        except (OSError, a.Own):
            pass
        except OSError:
            pass
        except:
            pass
    """
    assert facts(code, "f").functions[0].flow.catches == (
        "KeyError",
        "OSError",
        "a.Own",
        "BaseException",
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("return", True),
        ("if a: return\nelse: raise E", True),
        ("if a: return\nelif b: raise E", False),
        ("with a: return", True),
        ("with suppress(E): return", False),
        ("try:\n    return\nexcept E:\n    pass", False),
        ("try:\n    return\nexcept E:\n    raise", True),
        ("try:\n    a\nfinally:\n    return", True),
        ("for x in y: return", False),
        ("match a:\n    case 1: return\n    case _: return", True),
        ("match a:\n    case 1: return\n    case 2: return", False),
        ("os._exit(1)", True),
        ("a()", False),
    ],
)
def test_whether_a_suite_is_left(code, expected):
    assert leaves(ast.parse(code).body) is expected
