import pytest

from blockguide.code.facts.values import ClassKind, DecoratorKind, ParameterKind


def test_signature(facts):
    code = '''
    @first(1)
    @property
    async def f(a, b: int = 1, /, c="x", *args: str, d, e: dict[str,
            int] = {  # why
        "k": 1,
    }, **kw) -> list[
        str,
    ]:
        """Sum.

            More.
        """
        yield
    '''
    (function,) = facts(code, "f").functions
    assert [(p.name, p.kind, p.annotation, p.default) for p in function.parameters] == [
        ("a", ParameterKind.POSITIONAL_ONLY, None, None),
        ("b", ParameterKind.POSITIONAL_ONLY, "int", "1"),
        ("c", ParameterKind.POSITIONAL, None, '"x"'),
        ("args", ParameterKind.VAR_POSITIONAL, "str", None),
        ("d", ParameterKind.KEYWORD_ONLY, None, None),
        ("e", ParameterKind.KEYWORD_ONLY, "dict[str, int]", "{'k': 1}"),
        ("kw", ParameterKind.VAR_KEYWORD, None, None),
    ]
    assert function.returns == "list[str]"
    assert function.docstring == "Sum.\n\nMore."
    assert (function.is_async, function.is_generator, str(function.lines)) == (True, True, "1-13")
    assert [decorator.text for decorator in function.decorators] == ["first(1)", "property"]
    assert function.decorated(DecoratorKind.PROPERTY)


@pytest.mark.parametrize(
    ("decorator", "kind"),
    [
        ("dataclass(frozen=True)", DecoratorKind.DATACLASS),
        ("functools.lru_cache(maxsize=None)", DecoratorKind.CACHED),
        ("x.setter", DecoratorKind.SETTER),
        ("setter", DecoratorKind.OTHER),
        ("pytest.fixture", DecoratorKind.FIXTURE),
        ("pytest.mark.parametrize('a', [1])", DecoratorKind.PARAMETRIZED),
        ("app.route('/')", DecoratorKind.ROUTE),
        ("app.get('/users')", DecoratorKind.ROUTE),
        ("cache.get(key)", DecoratorKind.OTHER),
        ("click.command()", DecoratorKind.COMMAND),
        ("celery.task", DecoratorKind.TASK),
        ("contextlib.asynccontextmanager", DecoratorKind.CONTEXT_MANAGER),
        ("abc.abstractmethod", DecoratorKind.ABSTRACT),
        ("typing.overload", DecoratorKind.OVERLOAD),
        ("functools.wraps(f)", DecoratorKind.WRAPS),
        ("make()[0]", DecoratorKind.OTHER),
    ],
)
def test_decorators(facts, decorator, kind):
    (function,) = facts(f"@{decorator}\ndef f(): pass\n", "f").functions
    assert function.decorators[0].kind is kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("class C: pass", ClassKind.PLAIN),
        ("class C(Base): pass", ClassKind.PLAIN),
        ("@dataclasses.dataclass\nclass C: pass", ClassKind.DATACLASS),
        ("from dataclasses import dataclass as dc\n@dc()\nclass C: pass", ClassKind.DATACLASS),
        ("import attr\n@attr.s(auto_attribs=True)\nclass C: pass", ClassKind.ATTRS),
        ("from attrs import define\n@define\nclass C: pass", ClassKind.ATTRS),
        ("@define\nclass C: pass", ClassKind.PLAIN),
        ("import enum as e\nclass C(str, e.Enum): pass", ClassKind.ENUM),
        ("class C(models.TextChoices): pass", ClassKind.ENUM),
        ("class C(Protocol[T]): pass", ClassKind.PROTOCOL),
        ("class C(KeyError): pass", ClassKind.EXCEPTION),
        ("class C(errors.OwnError): pass", ClassKind.EXCEPTION),
        ("class B(ValueError): pass\nclass C(B): pass", ClassKind.EXCEPTION),
        ("class C(C): pass", ClassKind.PLAIN),
        ("class C(NamedTuple): pass", ClassKind.NAMED_TUPLE),
        ("class C(namedtuple('C', 'a b')): pass", ClassKind.NAMED_TUPLE),
        ("class C(TypedDict, total=False): pass", ClassKind.TYPED_DICT),
        ("class C(abc.ABC): pass", ClassKind.ABSTRACT),
        ("class C(metaclass=ABCMeta): pass", ClassKind.ABSTRACT),
        ("class C:\n    @abstractmethod\n    def f(self): pass", ClassKind.ABSTRACT),
        ("class A(ABC): pass\nclass C(A): pass", ClassKind.PLAIN),
        ("class C(unittest.TestCase): pass", ClassKind.TEST_CASE),
        ("class C(ChannelsTestCase): pass", ClassKind.TEST_CASE),
    ],
)
def test_kind_of_class(facts, code, kind):
    assert facts(code + "\n", "C").classes[0].kind is kind


CLASS = '''
class Report(Base, metaclass=Meta):
    """A report."""

    # How many rows a page has.
    size: int = 10
    title = "x"  # shown on top
    kinds, _ = split()
    path: Path
    """Where it is
    written."""
    __slots__ = ("a",)

    def late(self):
        self.late_one = 1
        self.rows = 2

    def __init__(self, rows):
        self.rows = rows  #: what it shows
        self.a, self.b = rows
        self.count: int = 0
        other.x = 1

    @staticmethod
    def make(rows):
        rows.not_own = 1

    class Inner:
        def f(self): yield 1
'''


def test_fields(facts):
    (found,) = facts(CLASS, "Report").classes
    assert [
        (field.name, field.annotation, field.default, field.on_instance, field.comment)
        for field in found.fields
    ] == [
        ("size", "int", "10", False, "How many rows a page has."),
        ("title", None, '"x"', False, "shown on top"),
        ("kinds", None, None, False, None),
        ("_", None, None, False, None),
        ("path", "Path", None, False, "Where it is written."),
        ("rows", None, "rows", True, "what it shows"),
        ("a", None, None, True, None),
        ("b", None, None, True, None),
        ("count", "int", "0", True, None),
        ("late_one", None, "1", True, None),
    ]
    assert found.bases == ("Base",)
    assert [method.qualname for method in found.methods] == [
        "Report.late",
        "Report.__init__",
        "Report.make",
    ]
    assert found.classes[0].methods[0].qualname == "Report.Inner.f"
    assert found.docstring == "A report."


def test_the_holders_of_a_block(facts):
    lines = CLASS.lstrip("\n").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if "self.late_one" in text)
    found = facts(CLASS, (line, line))
    assert found.holder.qualname == "Report.late"
    assert found.holder.flow.mutates
    assert found.holder_class.name == "Report"
    assert [field.name for field in found.holder_class.fields][:2] == ["size", "title"]
    assert [method.flow.actions for method in found.holder_class.methods] == [(), (), ()]
    assert found.holder_class.classes[0].methods[0].is_generator
    assert facts("x = 1\n").holder is None


def test_definitions_in_branches_belong_to_the_block(facts):
    code = "try:\n    import a\nexcept ImportError:\n    def f(): pass\nif b:\n    class C: pass\n"
    found = facts(code)
    assert [one.name for one in found.functions] == ["f"]
    assert [one.name for one in found.classes] == ["C"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("", None),
        ("__all__ = ['a', 'b']", ("a", "b")),
        ("__all__: list[str] = ('a',)", ("a",)),
        (
            "__all__ = ['a']\n__all__ += ['b']\n__all__.extend(('c',))\n__all__.append('d')",
            ("a", "b", "c", "d"),
        ),
        ("__all__ = ['a'] + ['b']", ("a", "b")),
        ("__all__ = ['a'] + other.__all__", None),
        ("__all__ = [name for name in dir()]", None),
        ("__all__ = ['a']\n__all__.remove('a')", None),
        ("__all__ = []\nif x:\n    __all__ += ['a']", ("a",)),
    ],
)
def test_exports(facts, code, expected):
    assert facts(code + "\nx = 1\n").exports == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("if __name__ == '__main__':\n    main()\n", "1-2"),
        ("x = 1\nif '__main__' == __name__: main()\n", "2"),
        ("if __name__ == 'other': main()\n", "None"),
    ],
)
def test_main_guard(facts, code, expected):
    found = facts('"""Doc."""\n' + code)
    shifted = None if found.main_guard is None else found.main_guard
    lines = "None" if shifted is None else str(type(shifted)(shifted.first - 1, shifted.last - 1))
    assert lines == expected
    assert found.module_docstring == "Doc."


def test_a_wrapper_is_a_function_of_its_decorator(facts):
    code = """
    def retry(times):
        def decorate(function):
            @wraps(function)
            def wrapper(*args):
                if not times:
                    raise ValueError(times)
                yield function(*args)
            return wrapper
        return decorate
    """
    (retry,) = facts(code, "retry").functions
    (decorate,) = retry.functions
    (wrapper,) = decorate.functions
    assert wrapper.qualname == "retry.decorate.wrapper"
    assert wrapper.is_generator
    assert [raised.exception for raised in wrapper.flow.raised] == ["ValueError"]
    assert retry.flow.raised == decorate.flow.raised == ()
