"""The functions of packages of PyPI: for each its setup, and its cases, one expression a line."""

PACKAGES: dict[str, tuple[str, str]] = {
    "boltons.strutils:human_readable_list": (
        "",
        """
human_readable_list([])
human_readable_list(['a'])
human_readable_list(['a', 'b'])
human_readable_list(['a', 'b', 'c'])
human_readable_list(['a', 'b', 'c', 'd'], oxford=False)
human_readable_list(['a', 'b', 'c'], delimiter='; ', conjunction=' or ')
human_readable_list(['a', 'b'], ';', ' or ')
human_readable_list(['a', 'b', 'c'], '')
human_readable_list(('a', 'b', 'c'), ' /', 'nor', oxford=False)
human_readable_list(['a', 'b', 'c'], ' ')
human_readable_list([], None)
human_readable_list(['a', 'b', 'c'], None)
""",
    ),
    "boltons.iterutils:chunk_ranges": (
        "",
        """
chunk_ranges(10, 3)
chunk_ranges(0, 3)
chunk_ranges(9, 3)
chunk_ranges(10, 5, input_offset=7)
chunk_ranges(10, 5, 10, align=True)
chunk_ranges(10, 5, 12, align=True)
chunk_ranges(3, 5, 1, align=True)
chunk_ranges(4, 5, 1, align=True)
chunk_ranges(15, 5, 2, overlap_size=1)
chunk_ranges(15, 5, 3, overlap_size=1, align=True)
chunk_ranges(15, 5, 4, 1, True)
chunk_ranges(17, 6, 5, 2, True)
chunk_ranges(20, 4, 3, 3, True)
chunk_ranges(20, 4, 3, 3)
chunk_ranges(2, 5, 3, 1, True)
chunk_ranges(3, 5, 2, 1, True)
chunk_ranges(5, 5, overlap_size=5)
chunk_ranges(5, 0)
chunk_ranges(-1, 2)
chunk_ranges(5, 2, -1)
chunk_ranges(5, 2, 0, -1)
chunk_ranges('8', 2)
chunk_ranges('x', 2)
""",
    ),
    "boltons.iterutils:backoff_iter": (
        "from itertools import islice\nrandom.seed(7)",
        """
backoff_iter(1.0, 10.0, count=5)
backoff_iter(1, 10)
backoff_iter(1, 8)
backoff_iter(0, 10)
backoff_iter(0, 1)
backoff_iter(0.25, 100.0, factor=10)
backoff_iter(3, 3, factor=1.0)
backoff_iter(3, 5, factor=1.0)
backoff_iter(3, 5, count=3, factor=1.0)
backoff_iter(1, 4, count=0)
islice(backoff_iter(1, 4, count='repeat'), 7)
backoff_iter(1, 4, count=-1)
backoff_iter(-1, 4)
backoff_iter(1, 4, factor=0.5)
backoff_iter(0, 0)
backoff_iter(5, 4)
random.seed(3)
backoff_iter(1, 30, jitter=True)
backoff_iter(1, 30, jitter=-0.5)
backoff_iter(1, 30, jitter=1.5)
backoff_iter('2', '9')
backoff_iter(0, 9, count=6, factor=3)
""",
    ),
    "boltons.urlutils:resolve_path_parts": (
        "",
        """
resolve_path_parts(['', 'a', '.', 'b'])
resolve_path_parts(['', 'a', '..', 'b'])
resolve_path_parts(['', '..', 'b'])
resolve_path_parts(['..', 'b'])
resolve_path_parts(['a', '..', '..', 'b'])
resolve_path_parts(['', 'a', 'b', '..'])
resolve_path_parts(['', 'a', '.'])
resolve_path_parts(('', 'a', '.'))
resolve_path_parts(['', '', '..', 'c'])
resolve_path_parts([])
resolve_path_parts(['.'])
resolve_path_parts([''])
""",
    ),
    "boltons.statsutils:format_histogram_counts": (
        "import os\nos.environ['COLUMNS'] = '47'",
        """
format_histogram_counts([(0, 3), (10, 7), (20, 1)], width=30)
format_histogram_counts([(0, 0), (10, 700), (200, 99)], width=40)
format_histogram_counts([(0, 30), (10, 7)], width=5)
format_histogram_counts([(0.5, 3), (1.5, 0)], 33, lambda value: f'<{value:.2f}>')
format_histogram_counts([(1, 3), (2, 2)])
format_histogram_counts([(1, 3), (2, 2)], width=0)
format_histogram_counts([], width=20)
format_histogram_counts([(1, 0)], width=20)
""",
    ),
    "boltons.cacheutils:ThresholdCounter.add": (
        (
            "def counted(keys, threshold):\n"
            "    counter = ThresholdCounter(threshold)\n"
            "    for key in keys:\n"
            "        counter.add(key)\n"
            "    return counter.total, counter._cur_bucket, dict(counter._count_map)"
        ),
        """
counted('', 0.3)
counted('a', 0.3)
counted('aab', 0.5)
counted('aabbbcaaadaaab', 0.3)
counted('abcdefgh', 0.25)
counted('aabbccddaabb', 0.2)
counted([1, 2, 1, 2, 3, 3, 1, 1, 1, 4, 5, 1], 0.34)
counted('ababababab', 0.1)
counted('aaaabacadaeafag', 0.34)
ThresholdCounter(0.4).add('x')
counted([[1]], 0.5)
""",
    ),
    "toolz.itertoolz:diff": (
        "",
        """
diff([1, 2, 3], [1, 2, 10, 100])
diff([1, 2, 3], [1, 2, 10, 100], default=None)
diff([1, 2], [1, 2])
diff([[1, 2, 3], [1, 5, 3]])
diff(([1, 2], [1, 3]))
diff(['apples', 'bananas'], ['Apples', 'Oranges'], key=str.lower)
diff(['a'], ['A', 'b'], default='z', key=str.lower)
diff([1, 2], [1, 3], [1, 2])
diff([1])
diff()
diff([[1]])
diff('abc', 'abd', 'abc', default='-')
diff('ab', 'abc', default=no_default)
diff([1.0, 2], [1, 3], key=lambda value: value)
""",
    ),
    "toolz.dicttoolz:update_in": (
        "from collections import OrderedDict\ngiven = {'a': {'b': {'c': 1}}, 'x': 2}",
        """
update_in({'a': 0}, ['a'], lambda x: x + 1)
update_in({}, ['a', 'b', 'c'], str, default='zero')
update_in({}, ['a'], str)
update_in(given, ['a', 'b', 'c'], lambda x: -x)
given
update_in(given, ['a', 'b'], len)['a'] is given['a']
update_in(given, ['a', 'n', 'm'], lambda x: x, 7)
update_in(given, ['q', 'r'], lambda x: x, 7)
update_in({1: {2: 3}}, [1, 2], str, factory=OrderedDict)
update_in({}, [1, 2], str, None, OrderedDict)
update_in({}, [], str)
update_in({'a': 1}, ['a', 'b'], str)
update_in({'a': 1, 'b': {}}, 'bc', repr)
""",
    ),
    "tomlkit._utils:escape_string": (
        "",
        r"""
escape_string('plain')
escape_string('')
escape_string('a\tb\nc')
escape_string('say "yes"')
escape_string('back\\slash')
escape_string('\x00\x1f\x7f')
escape_string('"')
escape_string('""x""', ['"'])
escape_string('a\tb', ['"'])
escape_string('x' + '"' * 3 + 'y', ['"' * 3])
escape_string('x' + '"' * 4 + 'y"', ['"' * 3])
escape_string(b'bytes "in"')
escape_string('\r\n', ['\r', '\r\n'][1:])
""",
    ),
    "docutils.utils:extract_name_value": (
        "",
        r"""
extract_name_value('')
extract_name_value('name=value')
extract_name_value('Name=Value other=2')
extract_name_value('a="x y" b=\'q "r"\' c=d')
extract_name_value('a = b  c = d')
extract_name_value('a=')
extract_name_value('a=   ')
extract_name_value('=a')
extract_name_value('  =a')
extract_name_value('a')
extract_name_value('a=b c')
extract_name_value('a="x')
extract_name_value('a="x"y')
extract_name_value('a="x" ')
extract_name_value('a="x"  b=1')
extract_name_value('a=""')
extract_name_value('a=b=c d=e')
""",
    ),
    "docutils.utils:relative_path": (
        "from pathlib import Path\nimport os\nos.chdir('/')",
        """
relative_path('/a/b/c.txt', '/a/d/e.txt')
relative_path('/a/b/c.txt', '/a/b/e.txt')
relative_path('/a/b/c.txt', '/a/b/c.txt')
relative_path('/a/b/c.txt', '/a/b/c.txt/x')
relative_path('/a/b/c/d.txt', '/a')
relative_path('/a/b', '/x/y')
relative_path('/a/b', '/')
relative_path(None, '/a/b')
relative_path('', 'usr/b')
relative_path(None, Path('usr/c'))
relative_path(Path('/a/b/../q/c'), Path('/a/e'))
relative_path('/a/b/', '/a/b/e/')
""",
    ),
    "werkzeug.http:parse_content_range_header": (
        (
            "def parsed(*given):\n"
            "    found = parse_content_range_header(*given)\n"
            "    return found and (found.units, found.start, found.stop, found.length, found.on_update)"
        ),
        """
parsed(None)
parsed('')
parsed('bytes 0-98/100')
parsed('bytes 0-98/*')
parsed('bytes */100')
parsed('bytes */*')
parsed('bytes 0-98')
parsed('bytes 98/100')
parsed('bytes 98-0/100')
parsed('bytes 0-100/100')
parsed('bytes 0-99/100')
parsed('bytes a-b/100')
parsed('bytes 0-9/x')
parsed('bytes 0-9/-1')
parsed('bytes */-1')
parsed('  items 5-5/6  ')
parsed('bytes 1-2-3/9')
parsed('bytes 0-1/5/6')
parsed('bytes 0-1/5', len)
parsed('bytes */5', len)
parsed('bytes +1-2/5')
""",
    ),
    "werkzeug.http:parse_etags": (
        (
            "def parsed(value):\n"
            "    found = parse_etags(value)\n"
            "    return sorted(found._strong), sorted(found._weak), found.star_tag"
        ),
        """
parsed(None)
parsed('')
parsed('*')
parsed('"a"')
parsed('"a", W/"b", "c"')
parsed('a, b')
parsed('"a"; x, W/"b"')
parsed('W/"", "z"')
parsed('"a" "b", "c"')
parsed(',,"q"')
parsed('w/"low"')
parsed('"*"')
parsed(' "sp" ')
""",
    ),
    "pygments.util:format_lines": (
        "",
        r"""
format_lines('NAMES', ['a', 'b'])
format_lines('NAMES', [])
format_lines('NAMES', ("it's", 'say "x"', 'both \' "'))
format_lines('NAMES', ["('a', 1)", "('b', 2)"], raw=True)
format_lines('NAMES', ['a'], indent_level=2)
format_lines('NAMES', ['a\n', '\\'], False, 1)
format_lines('NAMES', [1])
format_lines('NAMES', [1], raw=True)
""",
    ),
    "pygments.regexopt:regex_opt_inner": (
        "def built(*words, paren='('):\n    return regex_opt_inner(sorted(words), paren)",
        """
regex_opt_inner([], '(')
built('one')
built('a.b', paren='')
built('one', 'only')
built('a', 'b', 'c')
built('a', 'b', 'cd', 'ce')
built('', 'x', 'xyz')
built('', paren='(?:')
built('sing', 'ring', 'bring')
built('for', 'from', 'form', 'while', 'with')
built('abc', 'xyz', 'abd', 'q')
built('a', 'bc')
built('ba', 'ca', 'da', paren='(?:')
built('+', '-', '**', '*', '->', '+=')
built('class', 'pass', 'passing', 'glass', paren='')
""",
    ),
    "networkx.utils.misc:make_list_of_ints": (
        "given = [1, 2.0, True]",
        """
make_list_of_ints([1, 2, 3])
make_list_of_ints(given) is given
given
make_list_of_ints((1, 2.0))
make_list_of_ints(iter([3.0]))
make_list_of_ints((True,))
make_list_of_ints([True])
make_list_of_ints([1.5])
make_list_of_ints((1.5,))
make_list_of_ints(['1'])
make_list_of_ints(('1',))
make_list_of_ints(['x'])
make_list_of_ints(('x',))
make_list_of_ints([None])
make_list_of_ints((None,))
make_list_of_ints([])
make_list_of_ints(set())
make_list_of_ints([1, [2]])
""",
    ),
    "networkx.utils.union_find:UnionFind.union": (
        (
            "def united(*unions):\n"
            "    found = UnionFind('abcdefgh')\n"
            "    for union in unions:\n"
            "        found.union(*union)\n"
            "    parents = {name: found[name] for name in found}\n"
            "    return sorted(map(sorted, found.to_sets())), sorted(found.weights.values()), len(set(parents.values()))\n"
            "def root(*unions):\n"
            "    found = UnionFind('abcdefgh')\n"
            "    for union in unions:\n"
            "        found.union(*union)\n"
            "    return found['a'], found.weights[found['a']]"
        ),
        """
united()
united('')
united('ab')
united('abc', 'de')
united('abc', 'de', 'ae')
united('ab', 'ab', 'ba')
united('abc', 'def', 'gh', 'adg')
root('bc', 'bd', 'ab')
root('bc', 'bd', 'be', 'af', 'ab')
united('aaaa')
united('ax', 'xy')
UnionFind().union()
UnionFind().union([1])
""",
    ),
    "markdown.extensions.toc:nest_toc_tokens": (
        (
            "def nested(*levels):\n"
            "    entries = [{'level': level, 'id': f'{number}'} for number, level in enumerate(levels)]\n"
            "    return nest_toc_tokens(entries), entries"
        ),
        """
nested()
nested(1)
nested(1, 1)
nested(1, 2)
nested(1, 2, 2, 3, 2, 1)
nested(2, 3, 1)
nested(3, 2, 1)
nested(1, 3, 2)
nested(1, 3, 2, 3, 1, 4)
nested(1, 3, 5, 4, 2, 2)
nested(2, 4, 4, 3, 3, 1, 2)
nested(1, 2, 3, 4, 2, 3, 1)
nest_toc_tokens(None)
nest_toc_tokens([{'id': 'x'}])
""",
    ),
    "dateutil.parser._parser:_ymd.append": (
        (
            "def filled(*values):\n"
            "    found = _ymd()\n"
            "    for value in values:\n"
            "        found.append(*value) if isinstance(value, tuple) else found.append(value)\n"
            "    return list(found), found.century_specified, found.ystridx, found.mstridx, found.dstridx"
        ),
        """
filled(1, 2, 3)
filled('99')
filled('2003')
filled('003')
filled(100)
filled(101)
filled(2003, (5, 'M'), (6, 'D'))
filled(('07', 'M'))
filled((7, 'D'), (8, 'D'))
filled((7, 'M'), (8, 'M'))
filled((7, 'Y'), (8, 'Y'))
filled((7, 'Y'), 2003)
filled((2003, 'M'))
filled(('2003', 'D'))
filled(('2003', 'Y'))
filled((3, 'Y'))
filled('x')
filled('12.5')
filled(3, ('12', 'Q'))
""",
    ),
    "marshmallow.utils:set_value": (
        "def with_value(given, key, value):\n    return set_value(given, key, value), given",
        """
with_value({}, 'a', 1)
with_value({}, 'a.b.c', 1)
with_value({'a': {'x': 0}}, 'a.b', 1)
with_value({'a': 1}, 'a.b', 2)
with_value({'a': {'b': 3}}, 'a.b.c', 2)
with_value({'a': 1}, 'a', {'b': 2})
with_value({}, '.', 5)
with_value({}, 'a.', 5)
with_value({'a': None}, 'a.b', 5)
""",
    ),
    "rich._ratio:ratio_resolve": (
        (
            "from types import SimpleNamespace\n"
            "def edges(*given):\n"
            "    return [SimpleNamespace(size=size, ratio=ratio, minimum_size=least) for size, ratio, least in given]"
        ),
        """
ratio_resolve(100, [])
ratio_resolve(100, edges((None, 1, 1), (None, 1, 1)))
ratio_resolve(110, edges((None, 1, 1), (None, 1, 1), (None, 1, 1)))
ratio_resolve(100, edges((10, 1, 1), (None, 2, 1), (None, 1, 1)))
ratio_resolve(100, edges((None, 1, 40), (None, 9, 1), (None, 9, 1)))
ratio_resolve(100, edges((None, 1, 60), (None, 1, 60)))
ratio_resolve(20, edges((30, 1, 1), (None, 1, 4), (None, 1, 0)))
ratio_resolve(5, edges((5, 1, 1), (None, 1, 2)))
ratio_resolve(7, edges((None, 1, 1), (None, 2, 1), (None, 3, 1)))
ratio_resolve(50, edges((None, 0, 10), (None, 1, 1)))
ratio_resolve(50, edges((0, 2, 1), (None, 1, 1)))
ratio_resolve(10, edges((1, 1, 1), (2, 1, 1)))
ratio_resolve(1, edges((None, 1, 1), (None, 1, 1), (None, 1, 1)))
""",
    ),
    "rich._wrap:divide_line": (
        "",
        """
divide_line('', 10)
divide_line('short', 10)
divide_line('the quick brown fox jumps', 10)
divide_line('the quick brown fox jumps', 5)
divide_line('abracadabra', 4)
divide_line('abracadabra', 4, fold=False)
divide_line('an abracadabra it is', 4)
divide_line('an abracadabra it is', 4, fold=False)
divide_line('a b c d e f', 3)
divide_line('abcd efgh', 4)
divide_line('今日は世界 です ね', 4)
divide_line('今日は世界です', 5, False)
divide_line('   leading and  double   spaces', 7)
divide_line('abcdefghijkl mn', 6)
""",
    ),
    "click.formatting:join_options": (
        "",
        """
join_options(['--help', '-h'])
join_options(['-h', '--help', '/?'])
join_options(['--a', '--b', '-c', '-d'])
join_options([])
join_options(iter(['++x', '+x']))
join_options(['plain', '--x'])
join_options(['/h'])
join_options(['//h', '-x'])
""",
    ),
    "click.utils:_make_default_short_help": (
        "",
        r"""
_make_default_short_help('')
_make_default_short_help('Shows the users.')
_make_default_short_help('Shows the users. And more.')
_make_default_short_help('Shows a vs. b in words. And more.')
_make_default_short_help('One\n\nTwo')
_make_default_short_help('\b\nOne two')
_make_default_short_help('\b')
_make_default_short_help('word ' * 20)
_make_default_short_help('word ' * 20, 12)
_make_default_short_help('word ' * 20, 3)
_make_default_short_help('word ' * 20, 2)
_make_default_short_help('a', 1)
_make_default_short_help('well-known-and-very-long hyphenated-words are-here', 30)
_make_default_short_help('x' * 45)
_make_default_short_help('x' * 46)
_make_default_short_help('Ends e.g. 3 here. z')
""",
    ),
    "httpx._decoders:LineDecoder": (
        (
            "def decoded(*texts):\n"
            "    decoder = LineDecoder()\n"
            "    return [decoder.decode(text) for text in texts], decoder.flush(), decoder.flush()"
        ),
        r"""
decoded()
decoded('')
decoded('a\n\nb\nc')
decoded('a\n', '\nb\n', 'c')
decoded('a', 'b', '\nc', 'd\n')
decoded('a\r', '\nb\r\nc')
decoded('a\r', 'b\r', '')
decoded('\r')
decoded('a\rb\r')
decoded('a\r', '\r')
decoded('a\u2028b\x0bc\x85')
decoded('a\nb', '\n')
decoded('x', '\r', '\ny')
""",
    ),
    "tqdm.std:EMA": (
        (
            "def smoothed(values, *given):\n"
            "    average = EMA(*given)\n"
            "    return [round(average(value), 9) for value in values], average.calls"
        ),
        """
smoothed([])
smoothed([1, 2, 3])
smoothed([1, 2, 3], 0.9)
smoothed([None])
smoothed([5, None, 7], 0.5)
smoothed([0, 0, 4], 0)
smoothed([3, 4], 1)
EMA()()
round(EMA(0.2)(10), 9)
smoothed(['x'])
""",
    ),
    "jinja2.utils:Cycler": (
        "wheel = Cycler('a', 'b', 'c')",
        """
Cycler()
[wheel.current, wheel.current]
[wheel.next(), wheel.next(), wheel.current]
[next(wheel), next(wheel), next(wheel)]
wheel.pos
wheel.reset()
wheel.next()
wheel.items
Cycler(1).next()
[Cycler(None).current]
""",
    ),
    "jinja2.filters:sync_do_slice": (
        "",
        """
sync_do_slice(range(10), 3)
sync_do_slice(range(10), 3, 'x')
sync_do_slice(range(9), 3, 'x')
sync_do_slice([], 3)
sync_do_slice([], 2, 0)
sync_do_slice('ab', 5)
sync_do_slice('abcdefg', 1)
sync_do_slice('abcdefg', 4, '-')
sync_do_slice([1], 0)
sync_do_slice([1, 2, 3], -1)
""",
    ),
    "sortedcontainers.sortedlist:SortedList._pos": (
        (
            "def places(size, load, *indexes):\n"
            "    found = SortedList()\n"
            "    found._reset(load)\n"
            "    found.update(range(size))\n"
            "    return [found._pos(index) for index in indexes], len(found._index) > 0"
        ),
        """
places(10, 4, 0, 1, 2, 3)
places(10, 4, 4, 5, 9)
places(100, 4, 0, 17, 42, 63, 99, 50)
places(100, 4, -1, -2, -4, -5, -50, -100)
places(10, 4, 10)
places(10, 4, -11)
places(10, 4, -10)
places(33, 3, 32, 31, 30, 3, 2, 16, 17)
places(1, 4, 0, -1)
places(50, 7, *range(-50, 50))
places(5, 4, -1)
""",
    ),
}
