from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub_cli.domain.clean import clean
from academichub_cli.domain.sentences import sentences

CASES = {
    "abbreviations": ["We use e.g. trees, i.e. forests.", "See Fig. 2 and Eq. 3 vs. Sec. 4, cf. Ref. 5."],
    "et al.": ["Smith et al. Nature papers agree.", "So do Lee et al.", "We extend them."],
    "et al. lower": ["Smith et al. show this.", "It holds."],
    "initials": ["J. Smith and A. B. Jones found it.", "They won."],
    "letter at the end": ["This is vitamin C.", "We measure it."],
    "decimals": ["The error is 0.5 in v1.0.", "GPT-4.1 has 3.2 more."],
    "mathematics": ["Let $x. Y$ be $f(a. B)$.", "It is $y$.", "Then $$a. B$$ holds."],
    "money": ["It costs $5 a day.", "Before it was $6."],
    "brackets": ["It works (see A. The rest).", "So [cf. B. C] does this."],
    "address": ["See https://a.b/c.d?e=F.", "Data: http://x.y/Z. Then go."],
    "ellipsis": ["And so on... We stop.", "Or… Not."],
    "marks": ["Why?", "Because!", "Really?!", "Yes."],
    "names in lower case": ["It is fast.", "vLLM is faster.", "mT5 too."],
    "quoted": ["He said “No.”", 'She said "Yes."', "Both left."],
    "chinese": ["我们提出一种方法。", "它快吗？", "是！", "误差为 0.5。"],
    "closing bracket": ["他说“好。”", "然后走了。"],
    "labels": ["Methods.", "We look at S/N.", "Conclusions.", "It is so."],
    "no stop": ["An abstract without an end"],
    "e.g. before a name": ["Models, e.g. BERT, and etc. BERT are used.", "We agree."],
}  # fmt: skip
CASES["ellipsis"] = ["And so on...", "We stop.", "Or…", "Not."]
CASES["address"] = ["See https://a.b/c.d?e=F.", "Data: http://x.y/Z.", "Then go."]
CASES["closing bracket"] = ["他说“好。”", "然后走了。"]


@pytest.mark.parametrize("case", CASES)
def test_an_abstract_falls_into_its_sentences(case):
    parts = CASES[case]
    joint = "" if case in {"chinese", "closing bracket"} else " "
    assert list(sentences(joint.join(parts))) == parts


@pytest.mark.parametrize("text", ["", " ", "\n\n", "。"])
def test_nothing_has_no_sentence_of_words(text):
    assert all(part.strip() == part and part for part in sentences(text))


TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.lists(
    st.sampled_from(
        "We show. that e.g. $x. $ ( ) [ 0.5 et al. Fig. 。 ！ ? ... A. https://a.b/c. \n\n “No.” i.e.".split(
            " "
        )
    )
).map(" ".join)


@given(TEXT)
def test_sentences_are_pieces_of_the_text_in_order_and_lose_nothing_but_space(text):
    found = sentences(text)
    at = 0
    for part in found:
        at = text.find(part, at)
        assert at != -1
        at += len(part)
    assert "".join("".join(found).split()) == "".join(text.split())


@given(TEXT)
def test_a_sentence_of_a_clean_text_is_clean(text):
    assert all(clean(part) == part for part in sentences(clean(text)))
