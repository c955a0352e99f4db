import ast

import pytest


def flow(facts, body, signature="def f(self, rows, key):"):
    code = "import os, heapq\nTABLE = {}\n" + signature + "\n"
    code += "\n".join("    " + line for line in body.splitlines()) + "\n"
    return facts(code, "f").functions[0].flow


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("self.a = 1", ["self.a assigns self"]),
        ("self.a: int = 1", ["self.a assigns self"]),
        ("self.a: int", []),
        ("self.a += 1", ["self.a assigns self"]),
        ("self.a.b[key] = 1", ["self.a.b[key] assigns self"]),
        ("rows[0], x = 1, 2", ["rows[0] assigns rows"]),
        ("del rows[0], self.x", ["rows[0] deletes rows", "self.x deletes self"]),
        ("rows.append(1)", ["rows append rows"]),
        ("self.items.clear()", ["self.items clear self"]),
        ("TABLE.setdefault(key, [])", ["TABLE setdefault TABLE"]),
        ("os.environ.pop(key)", ["os.environ pop os"]),
        ("os.remove(key)", []),
        ("setattr(self, key, 1)", ["self assigns self"]),
        ("heapq.heappush(rows, 1)", ["rows heappush rows"]),
        ("global TABLE\nTABLE = 1", ["TABLE assigns TABLE"]),
        ("with key as self.a: pass", ["self.a assigns self"]),
        ("for self.i in rows: pass", ["self.i assigns self"]),
        ("x = []\nx.append(1)\nx[0] = 2", []),
        ("x = self.items\nx.append(1)", ["x append self"]),
        ("for row in rows:\n    row.seen = True", ["row.seen assigns rows"]),
        ("for i, row in enumerate(rows):\n    row.seen = True", ["row.seen assigns rows"]),
        ("for k, row in rows.items():\n    row.sort()", ["row sort rows"]),
        ("rows = list(rows)\nrows.sort()", []),
        ("rows = rows or []\nrows.sort()", ["rows sort rows"]),
        ("x = make()\nx.value = 1", []),
        ("x = y\ny = x\nx.a = 1", []),
        ("def g():\n    rows.append(1)", []),
        ("[rows.pop() for _ in key]", ["rows pop rows"]),
        ("self.get().append(1)", []),
    ],
)
def test_mutations(facts, body, expected):
    found = flow(facts, body).mutates
    assert [f"{one.target} {one.how} {one.root}" for one in found] == expected


def test_a_run_of_statements_changes_what_its_function_made(facts):
    code = "def f(a):\n    rows = []\n    rows.append(a)\n    return rows\n"
    assert [one.root for one in facts(code, (3, 3)).flow.mutates] == ["rows"]
    assert facts(code, (2, 3)).flow.mutates == ()


def test_calls_stand_in_order_of_evaluation(facts):
    body = "x = a(b(1), *c())\nd().e(f())[g()] = h()\n[i(j) for j in k()]\nlambda: never()\ndef n(z=m()): never()"
    called = [ast.unparse(call.func) for call in flow(facts, body).calls]
    assert called == ["b", "c", "a", "h", "d", "f", "d().e", "g", "k", "i", "m"]


def test_heads_of_every_compound_statement_are_evaluated(facts):
    body = """\
if a():
    pass
elif b():
    pass
while c():
    pass
for x in d():
    pass
with e() as f:
    pass
try:
    g()
except h():
    i()
else:
    j()
finally:
    k()
match l():
    case m if n():
        o()"""
    assert sorted(ast.unparse(call.func) for call in flow(facts, body).calls) == list(
        "abcdeghijklno"
    )


def test_returns_yields_and_awaits_of_its_own_alone(facts):
    body = """\
async with key as lock:
    x = yield await lock.get()
async for row in rows:
    yield row
def inner():
    yield 1
    return 2
lambda: (yield 3)
return"""
    found = flow(facts, body, "async def f(rows, key):")
    assert [ast.unparse(one) for one in found.yields] == [
        "(yield (await lock.get()))",
        "(yield row)",
    ]
    assert [ast.unparse(one) for one in found.awaits] == ["key", "lock.get()", "rows"]
    assert [ast.unparse(one) for one in found.returns] == ["return"]
