"""The support gate on one small page: what a faithful rewriting may do, and what it may not."""

import pytest

from fakes import HashingEncoder
from pagebrief.summary.support import Gate, Verdict

PAGE = (
    "The council of Harbour Town voted nine to four on Monday to close the old quay to freighters.",
    "Mayor Ingrid Solheim, who had opposed the plan, said the port would not lose 1,200 jobs.",
    "Peter Brandt beat Ingrid Solheim in the vote on 4 April after a debate of 3 hours.",
    "Brandt told reporters that 12 cranes were damaged and 30 containers were lost in the storm.",
    "The port authority of Westport refused to pay 4.2 million euros for the move.",
    "Residents did not support the closure when the harbour office asked them in March.",
)


def judged(sentence: str) -> Verdict:
    encoder = HashingEncoder()
    return Gate(PAGE, encoder.encode(PAGE)).judge(sentence, encoder.encode([sentence])[0])


@pytest.mark.parametrize(
    ("sentence", "supports"),
    [
        ("The council voted nine to four to close the old quay to freighters.", (0,)),
        ("The council voted 9 to 4 on Monday to close the old quay.", (0,)),
        ("Ingrid Solheim said the port would not lose 1200 jobs.", (1,)),
        ("Mayor Ingrid Solheim said the port wouldn't lose 1,200 jobs.", (1,)),
        ("She said the port would not lose 1,200 jobs.", (1,)),
        ("Peter Brandt beat Ingrid Solheim in the vote on April 4.", (2,)),
        ("Peter Brandt told reporters that 12 cranes were damaged in the storm.", (3,)),
        ("The council voted to close the quay; the port authority refused to pay 4.2m euros.", (0, 4)),
        ("Residents did not support the closure.", (5,)),
    ],
)  # fmt: skip
def test_a_lightly_changed_sentence_passes_with_the_sentences_that_say_it(
    sentence: str, supports: tuple[int, ...]
) -> None:
    assert judged(sentence) == Verdict(supports)


@pytest.mark.parametrize(
    ("sentence", "objection"),
    [
        ("The council voted seven to four on Monday to close the old quay.", "'7' is not in the source"),
        ("The council voted nine to four on Tuesday to close the old quay.", "'tuesday' is not in"),
        ("Ingrid Solheim beat Peter Brandt in the vote on 4 April.", "is not in the source"),
        ("Peter Brandt said the port would not lose 1,200 jobs.", "is not in the source"),
        ("Ingrid Solheim said the port would lose 1,200 jobs.", "denied on one side only"),
        ("The council did not vote to close the old quay to freighters.", "denied on one side only"),
        ("Residents supported the closure when the harbour office asked them.", "denied on one side only"),
        ("The port authority paid 4.2 million euros for the move.", "denied on one side only"),
        ("Brandt said 12 containers were lost in the storm.", "'12' counts something else"),
        ("The council voted nine to four on Monday to open the old quay.", "opposite of 'open'"),
        ("Brandt said that 12 cranes were repaired and 30 containers were lost.", "stands where the"),
        ("A museum in Oslo shows paintings by Edvard Munch.", "not"),
        ("…", "says nothing"),
    ],
)  # fmt: skip
def test_a_sentence_that_the_page_does_not_say_is_refused_with_the_reason(
    sentence: str, objection: str
) -> None:
    verdict = judged(sentence)
    assert verdict.objection is not None
    assert objection in verdict.objection
    assert len(verdict.supports) == 1


def test_a_name_is_completed_only_where_the_page_has_no_other_one() -> None:
    encoder = HashingEncoder()
    sentences = (*PAGE, "Anna Brandt watched the debate with her neighbours.")
    sentence = "Peter Brandt told reporters that 12 cranes were damaged in the storm."
    verdict = Gate(sentences, encoder.encode(sentences)).judge(sentence, encoder.encode([sentence])[0])
    assert verdict.objection == "'peter' is not in the source there"
