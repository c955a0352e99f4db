"""The frame: every check has its page, and no guide makes one raise."""

from blockguide.checks.frame import CHECKS, run_checks


def test_a_good_guide_passes_every_check(good_guide, subject_of):
    verdict = run_checks(good_guide, subject_of("total"))
    assert verdict.findings == ()
    assert verdict.passed == tuple(check.code for check in CHECKS)
