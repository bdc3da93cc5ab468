"""Every row of the catalogue of faults has a test that shows its promise, and a test of it is shown to fail on a planted bug."""

from tests.faults.catalogue import FAULTS, PAPER, marked, proven, written


def test_the_catalogue_has_its_35_rows() -> None:
    assert list(FAULTS) == list(range(1, 36))
    assert all(fault.what and fault.promise for fault in FAULTS.values())


def test_every_row_has_a_test() -> None:
    assert set(FAULTS) - set(marked()) == set()


def test_of_every_row_a_test_is_shown_to_fail_on_a_planted_bug() -> None:
    assert set(FAULTS) - proven() == set()


def test_no_test_is_marked_with_a_row_that_is_not_there() -> None:
    assert set(marked()) <= set(FAULTS)


def test_the_table_in_the_paper_is_that_of_the_marks() -> None:
    paper = PAPER.read_text("utf-8")

    assert paper == written(paper), "run make faults"
