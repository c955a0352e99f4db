"""Holds guides against their blocks: every figure's verdict on every guide."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from callers import call_faults
from coverage import uncovered
from example import parsed, undefined_faults
from form import form_faults, read_page
from guides import Answer
from mentions import unmentioned
from prose import unknown_names, vague_words
from running import run_examples
from subject import subject_of
from use import use_faults
from values import Chosen, Page, Step, Verdict

_OF_EXAMPLES = ("imports", "undefined", "calls", "use", "runs")


def judged(blocks: Sequence[Chosen], answers: Sequence[Answer], processes: int) -> list[Verdict]:
    """A verdict for each block and its answer, in order."""
    with ProcessPoolExecutor(processes) as pool:
        verdicts = list(pool.map(_read, blocks, answers, chunksize=20))
    sound = [(one, page) for one, page in verdicts if page is not None and not one.faults["parses"]]
    examples = [(page.example, one.block.package) for one, page in sound]
    for (one, _), faults in zip(sound, call_faults(examples, processes), strict=True):
        one.faults["imports"] = faults["imports"]
        one.faults["calls"] = faults["calls"]
        if "failed" in faults:
            one.notes["calls"] = faults["failed"][0]
    for (one, _), ran in zip(
        sound, run_examples([example for example, _ in examples], processes), strict=True
    ):
        if ran.outcome == "left out":
            one.notes["not run"] = ran.why
            del one.faults["runs"]
        else:
            one.faults["runs"] = [] if ran.outcome == "well" else [ran.why]
    return [one for one, _ in verdicts]


def _read(block: Chosen, answer: Answer) -> tuple[Verdict, Page | None]:
    if "error" in answer:
        error = answer["error"]
        why = [f"no guide: {error['code']}: {error['message']}"]
        keys = ("form", "parses", *_OF_EXAMPLES)
        return Verdict(
            block, "", {**dict.fromkeys(keys, why), "vague": []}, notes={"error": why[0]}
        ), None
    verdict = Verdict(block, answer["page"], milliseconds=answer["milliseconds"]["total"])
    late = [
        gap["what"] for gap in answer["gaps"] if "deadline" in gap["why"] or "ready" in gap["why"]
    ]
    if late:
        verdict.notes["late"] = ", ".join(late)
    page = read_page(answer["page"]) or _page_of(answer["guide"])
    subject = subject_of(block)
    faults = verdict.faults
    faults["form"] = list(form_faults(answer["page"], block))
    tree = parsed(page.example)
    if tree is None:
        faults.update({key: ["the example does not parse"] for key in ("parses", *_OF_EXAMPLES)})
    else:
        faults.update({"parses": [], "imports": [], "calls": [], "runs": []})
        faults["undefined"] = list(undefined_faults(tree))
        faults["use"] = list(use_faults(tree, block, subject))
    faults["vague"] = list(vague_words(page))
    for key, (total, missed) in {
        "names": unknown_names(page, block, subject.file.text),
        "mentions": unmentioned(page, subject),
        "coverage": uncovered(page, block, subject),
    }.items():
        verdict.counts[key] = (total - len(missed), total)
        faults[key] = missed
    return verdict, page


def _page_of(guide: Answer) -> Page:
    """The parts of a guide whose page cannot be read."""

    def flat(steps: list[Answer], depth: int) -> list[Step]:
        return [
            found
            for step in steps
            for found in (
                Step(depth, step["title"], step["text"], *step["lines"]),
                *flat(step["children"], depth + 1),
            )
        ]

    return Page(guide["description"], tuple(flat(guide["steps"], 0)), guide["example"])
