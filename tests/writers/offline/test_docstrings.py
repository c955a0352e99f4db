import pytest

from blockguide.writers.offline.docstrings.clean import cleaned
from blockguide.writers.offline.docstrings.sections import sections_of
from blockguide.writers.offline.docstrings.summary import class_summary, function_summary


def known(name: str) -> bool:
    return name in {"path", "Reader", "ValueError", "limit", "None", "True", "read"}


@pytest.mark.parametrize(
    ("docstring", "predicate"),
    [
        ("Read key=value pairs from a file.", "reads key=value pairs from a file"),
        ("Returns the path.", "returns the path"),
        ("Parse the line and return its parts.", "parses the line and returns its parts"),
        ("Recursively delete a tree.", "recursively deletes a tree"),
        ("Return True if it is open.", "returns `True` if it is open"),
        ("Handle the request.", "responds to the request"),
        ("read(path) -> str\n\nRead the file.", "reads the file"),
        ("A function that counts.", "is a function that counts"),
        ("f(x): Truncate x.", "truncates x"),
        ("Coalesce the parts.", "coalesces the parts"),
        ("Read with :class:`~io.Reader`.", "reads with `Reader`"),
        ("Do the heavy lifting.", "runs the heavy lifting"),
        ("Preprocess a single row.", "preprocesses a single row"),
        ("Dispose of this pool.", "disposes of this pool"),
        ("Lookup the codec for it.", "looks up the codec for it"),
        ("Whether this file is open.", "tells whether this file is open"),
        ("True if the file is open.", "returns `True` if the file is open"),
        ("If the file is open, closes the handle.", "closes, if the file is open, the object"),
        ("For a given row, return the sum.", "returns, for a given row, the sum"),
        ("Given a list of rows, returns its sum.", "takes a list of rows and returns its sum"),
        (
            "Column objects referred to by the key.",
            "comes with the note “Column objects referred to by the key”",
        ),
        ("Derivative of the sum.", "is the derivative of the sum"),
        ("Escape & and < for a page.", "escapes & and < for a page"),
        ("DO NOT CALL THIS; use it.", "comes with the note “DO NOT CALL THIS; use it”"),
        ("float: Read the time.", "reads the time"),
        ("Optional[int]: Count the rows.", "counts the rows"),
        ("HTML-escape a value.", "HTML-escapes a value"),
        ("Header-encode a string.", "header-encodes a string"),
        ("Re-encode another row.", "re-encodes another row"),
        ("WARNING: you may want it.", "comes with the note “WARNING: you may want it”"),
        ("Return a date as the RFC says, e.g.:", "returns a date as the RFC says"),
        ("Closest number to the limit.", "is the closest number to the limit"),
        (
            "Requests uses this method for cookies.",
            "comes with the note “Requests uses this method for cookies”",
        ),
        ("Is it late? Will raise an error then.", "will raise an error then"),
        ("Copy constructor.", "is a copy constructor"),
        ("Debug helper to print the rows.", "is a debug helper to print the rows"),
        ("Format selected text.", "formats selected text"),
        ("Stop listening on the port.", "stops listening on the port"),
        (
            "Backends (such as NoSQL) can override this.",
            "comes with the note “Backends (such as NoSQL) can override this”",
        ),
        (
            "File input never renders a value.",
            "comes with the note “File input never renders a value”",
        ),
    ],
)
def test_a_summary_becomes_a_predicate(docstring: str, predicate: str) -> None:
    summary = function_summary(docstring, "read", known)
    assert summary is not None
    assert summary.predicate == predicate


@pytest.mark.parametrize(
    ("name", "docstring", "predicate"),
    [
        ("close", "Close this reader.", "closes this reader"),
        ("take", "Take items along any axis.", "takes items along any axis"),
        ("track", "Track progress by iterating.", "tracks progress by iterating"),
        ("filter", "`filter` returns the rows.", "returns the rows"),
        ("scan", "``scan`` performs a search.", "runs a search"),
        ("Item", "Item class is used to count.", "counts"),
        ("Item", "An HTTP item class of a shop.", "is an HTTP item class of a shop"),
        ("rank", "rank returns the place.", "returns the place"),
    ],
)
def test_a_name_is_the_subject_only_before_a_verb(
    name: str, docstring: str, predicate: str
) -> None:
    summary = function_summary(docstring, name, known)
    assert summary is not None
    assert summary.predicate == predicate


@pytest.mark.parametrize(
    "docstring",
    [
        "",
        "x",
        ">>> f(1)\n2",
        "Word.",
        "See read().",
        "Is it open? (It may be shut.)",
        "Is it open? If so, return it.",
        "self <= other",
    ],
)
def test_what_is_no_summary_gives_none(docstring: str) -> None:
    assert function_summary(docstring, "f", known) is None


@pytest.mark.parametrize(
    ("docstring", "predicate"),
    [
        ("Queue of jobs.", "is a queue of jobs"),
        ("Represents a point.", "represents a point"),
        ("The table of users.", "is the table of users"),
        ("Error raised on failure.", "is an error raised on failure"),
        ("How often a call is tried again.", "tells how often a call is tried again"),
        ("Constrain the width of a cell.", "constrains the width of a cell"),
        ("Sleep strategy that waits on an event.", "is a sleep strategy that waits on an event"),
        ("Cache middleware that serves pages.", "is a cache middleware that serves pages"),
        ("Retry configuration.", "is a retry configuration"),
        (
            "Help message formatter which keeps lines.",
            "is a help message formatter which keeps lines",
        ),
        ("State used for the query.", "is a state used for the query"),
        ("Set containing the defaults.", "is a set containing the defaults"),
        ("Free group with two generators.", "is a free group with two generators"),
        ("Link source given by an option.", "is a link source given by an option"),
        ("Store model instance state.", "stores model instance state"),
        ("Display frame with a page.", "displays frame with a page"),
        ("Format tokens as a page.", "formats tokens as a page"),
        ("Scale widget which shows a number.", "is a scale widget which shows a number"),
        ("Use annotations made by the views.", "uses annotations made by the views"),
        (
            "Filter instances are used for records.",
            "comes with the note “Filter instances are used for records”",
        ),
        (
            "The requested object does not exist.",
            "comes with the note “The requested object does not exist”",
        ),
        ("Organize and coordinate the reports.", "organizes and coordinates the reports"),
        ("Warning raised for a change.", "is a warning raised for a change"),
        ("Links found by a crawler.", "comes with the note “Links found by a crawler”"),
        ("Validate that the password is long.", "validates that the password is long"),
        ("Inspect and clear the cache.", "inspects and clears the cache"),
        ("Hide class attribute from its instances.", "hides class attribute from its instances"),
        (
            "Groups are a way of sorting users.",
            "comes with the note “Groups are a way of sorting users”",
        ),
        ("Information about a class.", "comes with the note “Information about a class”"),
        (
            "Making this a class keeps it short.",
            "comes with the note “Making this a class keeps it short”",
        ),
    ],
)
def test_a_class_is_a_thing(docstring: str, predicate: str) -> None:
    summary = class_summary(docstring, "Thing", known)
    assert summary is not None
    assert summary.predicate == predicate


def test_only_known_names_keep_their_backticks() -> None:
    assert (
        cleaned("Uses ``path`` and ``ghost`` of *all*.", known) == "Uses `path` and ghost of all."
    )


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (":rfc:`5893`", "RFC 5893"),
        (":rfc:`5893#section-2`", "RFC 5893"),
        (":rfc:`the bidi rule <5893>`", "the bidi rule"),
        (":pep:`8`", "PEP 8"),
        (":cve:`2007-4559`", "CVE-2007-4559"),
        (":cve:`CVE-2007-4559`", "CVE-2007-4559"),
        (":issue:`12`", "issue 12"),
        (":ticket:`12`", "ticket 12"),
        (":pr:`12`", "pull request 12"),
        (":gh:`12`", "gh-12"),
        (":py:class:`~io.Reader`", "`Reader`"),
        (":class:`.Reader`", "`Reader`"),
        (":class:`_io.Reader`", "`Reader`"),
        (":py:meth:`!Reader.read`", "`Reader.read`"),
        (":mod:`ghost`", "ghost"),
        (":exc:`ValueError`", "`ValueError`"),
        (":doc:`the tutorial </start>`", "the tutorial"),
        (":ref:`the limits <limits>`", "the limits"),
        (":py:data:`None`", "`None`"),
    ],
)
def test_a_role_reads_as_its_link_does(role: str, said: str) -> None:
    assert cleaned(f"See {role} for more.", known) == f"See {said} for more."


def test_the_article_before_a_role_fits_the_name() -> None:
    assert cleaned("Give a :class:`_io.Item` or an :class:`.Reader`.", known) == (
        "Give an Item or a `Reader`."
    )


@pytest.mark.parametrize(
    "docstring",
    [
        "Read.\n\nArgs:\n    path: The file to read.\n\nRaises:\n    ValueError: If it is empty.\n",
        "Read.\n\nParameters\n----------\npath : str\n    The file to read.\n\nRaises\n------\nValueError\n    If it is empty.\n",
        "Read.\n\n:param path: The file to read.\n:raises ValueError: If it is empty.\n",
        "Read.\n\n@param path: The file to read.\n@raise ValueError: If it is empty.\n",
    ],
)
def test_sections_of_four_styles(docstring: str) -> None:
    found = sections_of(docstring, known)
    assert found.parameters == {"path": "the file to read"}
    assert found.raises == (("ValueError", "if it is empty"),)
