"""The functions of the standard library: for each its setup, and its cases, one expression a line."""

STDLIB: dict[str, tuple[str, str]] = {
    "http.cookiejar:split_header_words": (
        "",
        r"""
split_header_words(['foo="bar"; port="80,81"; discard, bar=baz'])
split_header_words(['text/html; charset="iso-8859-1"'])
split_header_words(['Basic realm="\\"foo\\\\bar\\""'])
split_header_words(['foo=bar ; x = y z'])
split_header_words([''])
split_header_words([])
split_header_words([',,a=1,,b'])
split_header_words(['a', 'b=2; c'])
split_header_words(['==; a'])
split_header_words([';'])
split_header_words('a=b')
split_header_words(['a="x', 'b=;c='])
split_header_words(['"quoted"'])
split_header_words(['a; b ,', ',c'])
split_header_words(['a=1,', 'b=2'])
""",
    ),
    "http.cookiejar:domain_match": (
        "",
        """
domain_match('x.y.com', '.Y.com')
domain_match('x.y.com', 'y.com')
domain_match('Y.com', 'y.COM')
domain_match('y.com', '.y.com')
domain_match('192.168.1.1', '.168.1.1')
domain_match('192.168.1.1', '192.168.1.1')
domain_match('x.y.com', '.z.com')
domain_match('x.y.com', '')
domain_match('a.b.c.com', '.b.c.com')
domain_match('x.1.2.3.4', '.1.2.3.4')
domain_match('x.y.com.org', '.y.com')
domain_match('.y.com', '.y.com')
""",
    ),
    "ftplib:parse257": (
        "",
        """
parse257('257 "/home"')
parse257('257 "/a""b" created')
parse257('257 "" x')
parse257('257 /home')
parse257('257')
parse257('257 "')
parse257('250 "/home"')
parse257('257 "open')
parse257('257 "a' + '"' * 4 + 'b"c"')
parse257('257-"a"')
parse257('257 "a""')
""",
    ),
    "locale:_group": (
        (
            "table = {'thousands_sep': ',', 'grouping': [3, 3, 0], 'mon_thousands_sep': '..', 'mon_grouping': [2, 3, 127]}\n"
            "_group.__globals__['localeconv'] = lambda: table\n"
            "def with_grouping(grouping, text):\n"
            "    table['grouping'] = grouping\n"
            "    return _group(text)"
        ),
        """
_group('1234567')
_group('123')
_group('-1234567')
_group('-123')
_group(' -12345')
_group('12345  ')
_group('1234567', True)
_group('12', monetary=True)
with_grouping([], '12345')
with_grouping([3, 2, 0], '123456789')
with_grouping([2, 127], '123456')
_group('')
_group(' ')
_group('abc')
""",
    ),
    "cmd:Cmd.columnize": (
        (
            "import io\n"
            "def columns(*given):\n"
            "    out = io.StringIO()\n"
            "    Cmd(stdout=out).columnize(*given)\n"
            "    return out.getvalue()"
        ),
        """
columns([])
columns(None)
columns(['one'])
columns(['one', 'two'])
columns(['one', 'two', 'three', 'four', 'five', 'six'], 12)
columns(['one', 'two', 'three', 'four', 'five', 'six'], 20)
columns(['one', 'two', 'three', 'four', 'five', 'six', 'seven'], 16)
columns(['one', 'two', 'a very long line indeed'], 5)
columns(['x'] * 50)
columns(['', 'a', ''], 3)
columns(['one', 2])
columns([1, 'two', None])
columns(['aaaa', 'bb', 'cccccc', 'd', 'ee'], 14)
columns(['ab', 'cd'], 6)
columns(['ab', 'cd'], 5)
columns([3])
""",
    ),
    "wsgiref.util:shift_path_info": (
        (
            "def shifted(script, path):\n"
            "    environ = {'SCRIPT_NAME': script, 'PATH_INFO': path}\n"
            "    return shift_path_info(environ), environ"
        ),
        """
shifted('/', '')
shifted('/', '/x')
shifted('/', '/x/')
shifted('/', '/x/y')
shifted('/a/b', '/')
shifted('/a/b', '/x//y')
shifted('/a/b', '/.')
shifted('/a', '/x/./y/..')
shifted('', '//x/y')
shifted('/a/', '/..')
shifted('/', '/')
shift_path_info({})
shift_path_info({'PATH_INFO': '/q'})
shift_path_info({'PATH_INFO': 'q'})
""",
    ),
    "optparse:_match_abbrev": (
        "words = {'--verbose': 1, '--version': 2, '--file': 3, '--fi': 4}",
        """
_match_abbrev('--file', words)
_match_abbrev('--verb', words)
_match_abbrev('--fi', words)
_match_abbrev('--f', words)
_match_abbrev('--ver', words)
_match_abbrev('--x', words)
_match_abbrev('--filenames', words)
_match_abbrev('', {'a': 1})
_match_abbrev('', {})
""",
    ),
    "tarfile:itn": (
        "",
        """
itn(0)
itn(8)
itn(0o7777777)
itn(0o7777777 + 1)
itn(0o7777777 + 1, format=USTAR_FORMAT)
itn(0o7777777 + 1, format=GNU_FORMAT)
itn(-1, format=GNU_FORMAT)
itn(-1, format=USTAR_FORMAT)
itn(1.9)
itn(5, 12)
itn(256 ** 7 - 1, 8, GNU_FORMAT)
itn(256 ** 7, 8, GNU_FORMAT)
itn(-256 ** 7, 8, GNU_FORMAT)
itn(-256 ** 7 - 1, 8, GNU_FORMAT)
itn(123456, 4, GNU_FORMAT)
itn(512, 4, GNU_FORMAT)
itn('x')
""",
    ),
    "gettext:_expand_lang": (
        "",
        """
_expand_lang('de')
_expand_lang('de_AT')
_expand_lang('de_AT.UTF-8')
_expand_lang('de_AT.UTF-8@euro')
_expand_lang('sr_RS@latin')
_expand_lang('C')
_expand_lang('xx@mod')
_expand_lang('xx_YY@mod')
_expand_lang('xx.enc')
_expand_lang('')
_expand_lang('@m')
_expand_lang('_x')
_expand_lang('.x')
""",
    ),
}
