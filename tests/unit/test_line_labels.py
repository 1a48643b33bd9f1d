"""What the line model is taught: which lines of a rendering stand in the page's true text."""

from tools.line_model.labels import shares

TRUTH = (
    "The council met on Monday and decided to build a new bridge over the basin.\n"
    "What it costs\n"
    "The port authority puts the cost of the bridge at 118 million euros, and pays most of it."
)


def test_lines_of_the_truth_are_taught_as_kept_and_others_are_not() -> None:
    page = [
        "Home",
        "News",
        *TRUTH.split("\n"),
        "Heavy rain floods three villages below the reservoir",
        "Share",
    ]
    assert shares(page, TRUTH) == [0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0]


def test_a_short_line_counts_only_where_the_lines_around_it_put_it() -> None:
    first, heading, second = TRUTH.split("\n")
    assert shares([first, heading, second], TRUTH)[1] == 1.0
    assert shares([heading, first, second], TRUTH)[0] == 0.0


def test_a_line_that_is_partly_of_the_truth_is_taught_as_its_share() -> None:
    first = TRUTH.split("\n", 1)[0]
    (share,) = shares(
        [f"{first} Sign up for our letter and never miss a decision of the council again."], TRUTH
    )
    assert 0.3 < share < 0.7
