from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from academichub_cli.brief_formats._words import Words
from academichub_cli.briefs import Wish, brief, unsupported, write
from academichub_cli.domain.brief import Note, NoteKind, Verdict
from academichub_cli.domain.brief_record import of_record, to_record
from academichub_cli.domain.clean import clean
from academichub_cli.domain.ranked import Ranked
from academichub_cli.domain.sentences import sentences
from academichub_cli.errors import BriefError
from briefs.hostile import INJECTIONS, obedient
from briefs.made_up import NOW, PERIOD, WEEK, earlier
from briefs.scripted import FakeModel, claim, honest, papers_in, parts_in

FENCE = "=====DATA-0123456789abcdef====="
WISH = Wish(model="openai/m", lang="en", budget=16_000, fence=FENCE)
PLAIN = brief(WEEK, earlier(), period=PERIOD, now=NOW)
PAPERS = [ranked.paper for ranked in WEEK]


def written(*answers, wish=WISH, plain=PLAIN, papers=PAPERS):
    model = FakeModel().says(*answers)
    return write(plain, papers, ask=model, wish=wish), model


def only(*claims):
    """A draft whose claims are all of the first theme."""
    return json.dumps({"themes": [{"id": "T1", "claims": list(claims)}]})


def first_of_theme(messages) -> tuple[str, str]:
    abstracts = papers_in(messages)
    key = next(key for key, text in abstracts.items() if "24 GB" in text)
    return key, abstracts[key]


GOOD = "It halves memory on GPUs of 24 GB and loses 0.4 points."


def good(messages):
    return only(
        claim(
            f"Indeed, {GOOD.lower().replace('gpu', 'GPU').replace(' gb', ' GB')}",
            (first_of_theme(messages)[0], GOOD),
        )
    )


def test_a_models_brief_is_borne_out_by_the_papers():
    made, model = written(honest)
    assert unsupported(made, WEEK, earlier()) == []
    assert made.model == "openai/m"
    assert made.dropped == ()
    assert made.shown == 10
    assert len(model.asked) == 1
    assert any(claim.text != claim.citations[0].quote for claim in made.claims)
    assert {c.paper for c in made.bridges[0].claims[0].citations} == set(made.bridges[0].papers)


def test_a_theme_of_which_nothing_holds_keeps_its_quotes():
    made, _ = written(good)
    assert made.themes[1:] == PLAIN.themes[1:]
    assert made.themes[0] != PLAIN.themes[0]


def test_what_fails_is_asked_for_once_more_with_the_reason_then_dropped_and_counted():
    def draft(messages):
        key, _ = first_of_theme(messages)
        bad = claim("It halves memory on GPUs of 48 GB.", (key, GOOD))
        invented = claim("It cures everything there is.", (key, "It cures everything there is."))
        return only(json.loads(good(messages))["themes"][0]["claims"][0], bad, invented)

    def repairs(messages):
        assert "number not found: 48" in messages[-1]["content"]
        assert "quote not found" in messages[-1]["content"]
        key, _ = first_of_theme(messages)
        better = claim("It halves the memory of GPUs of 24 GB.", (key, GOOD))
        return json.dumps({"repairs": [{"id": "R1", **better}]})

    made, model = written(draft, repairs)
    assert len(model.asked) == 2
    assert [each.text for each in made.themes[0].claims][
        1
    ] == "It halves the memory of GPUs of 24 GB."
    assert [each.verdict for each in made.dropped] == [Verdict.QUOTE_NOT_FOUND]
    assert made.cost.tokens_in == 2000


def many_bad(messages):
    """Twenty claims that all fail, in two themes."""
    key, _ = first_of_theme(messages)
    bad = [claim(f"It halves memory on GPUs of {at} GB.", (key, GOOD)) for at in range(100, 120)]
    return json.dumps(
        {"themes": [{"id": "T1", "claims": bad[:10]}, {"id": "T2", "claims": bad[10:]}]}
    )


def last_repaired(messages):
    key, _ = first_of_theme(messages)
    listed = json.loads(messages[-1]["content"].partition("\n")[2])
    better = claim("It halves the memory of GPUs of 24 GB.", (key, GOOD))
    return json.dumps({"repairs": [{"id": each["id"], **better} for each in listed[-1:]]})


def test_where_no_claim_holds_all_of_them_are_asked_for_once_more():
    made, model = written(many_bad, last_repaired)
    assert len(model.asked) == 2
    assert '"R20"' in model.asked[1][-1]["content"]
    assert len(made.dropped) == 19
    assert NoteKind.NOT_REPAIRED not in {note.kind for note in made.notes}


def test_what_is_too_much_to_be_asked_for_again_is_counted():
    made, model = written(many_bad_and_a_good_one, "{}", wish=replace(WISH, budget=1_600))
    listed = json.loads(model.asked[1][-1]["content"].partition("\n")[2])
    assert 0 < len(listed) < 20
    assert made.notes[0] == Note(kind=NoteKind.NOT_REPAIRED, count=20 - len(listed))
    assert len(made.dropped) == 20
    assert Words("en").note(made.notes[0]).startswith(f"{20 - len(listed)} of the claims that")
    assert unsupported(made, WEEK, earlier()) == []


def many_bad_and_a_good_one(messages):
    draft = json.loads(many_bad(messages))
    draft["themes"][0]["claims"].append(json.loads(good(messages))["themes"][0]["claims"][0])
    return json.dumps(draft)


@pytest.mark.parametrize(("count", "said"), [
    (1, "nothing the model wrote held: 1 claim, for number not found"),
    (2, "nothing the model wrote held: 2 claims, most of them for number not found"),
])  # fmt: skip
def test_how_many_failed_is_said_in_the_right_number(count, said):
    def draft(messages):
        return only(*json.loads(many_bad(messages))["themes"][0]["claims"][:count])

    with pytest.raises(BriefError) as raised:
        written(draft, "{}")
    assert str(raised.value) == said


def bridged(choose, join="{}, and {}."):
    """A brief whose only claim explains the first bridge by a chosen sentence of each side."""

    def draft(messages):
        abstracts = papers_in(messages)
        name, keys = next(iter(parts_in(messages, "Bridge").items()))
        said = [choose(sentences(abstracts[key])) for key in keys]
        text = join.format(*(each.rstrip(".") for each in said))
        explained = claim(text, *zip(keys, said, strict=True))
        whole = {**json.loads(good(messages)), "bridges": [{"id": name, "claims": [explained]}]}
        return json.dumps(whole)

    return draft


def test_an_explanation_of_a_bridge_names_what_is_shared():
    (term, *_) = PLAIN.bridges[0].terms

    def with_term(found):
        return next(each for each in found if term.casefold() in each.casefold())

    def without(found):
        pieces = [piece for each in found for piece in each.split(f"{term}, ")]
        return next(each for each in pieces if term not in each and len(each.split()) > 5)

    made, _ = written(bridged(with_term), "{}")
    assert made.dropped == ()
    assert made.bridges[0].claims != PLAIN.bridges[0].claims
    made, model = written(bridged(without), "{}")
    assert [each.verdict for each in made.dropped] == [Verdict.NOT_SHARED]
    assert made.bridges[0] == PLAIN.bridges[0]
    assert f"nothing shared: say what the papers share ({term}" in model.asked[1][-1]["content"]


def test_the_model_may_take_claims_out_again_and_nothing_else():
    made, model = written(
        honest, json.dumps({"unsupported": [1, "2"], "themes": [{"id": "T1"}]}),
        wish=replace(WISH, is_doubted=True),
    )  # fmt: skip
    without, _ = written(honest)
    assert [each.verdict for each in made.dropped] == [Verdict.DOUBTED, Verdict.DOUBTED]
    assert NoteKind.NOT_DOUBTED not in {note.kind for note in made.notes}
    assert len(model.asked) == 2
    assert {c.text for c in made.claims} - {c.text for c in PLAIN.claims} < {
        c.text for c in without.claims
    }


@pytest.mark.parametrize(("answer", "dropped"), [
    ("All of the claims are fine.", 0),
    ("", 0),
    ("{}", 0),
    ('{"unsupported": "none"}', 0),
    ('{"unsupported": ["the first one"]}', 0),
    ('{"unsupported": [2, 99]}', 1),
    ('{"unsupported": [0]}', 0),
    ('{"unsupported": [true]}', 0),
    (BriefError("the model is overloaded", kind="failed"), 0),
])  # fmt: skip
def test_a_second_check_that_does_not_answer_is_said(answer, dropped):
    made, _ = written(honest, answer, wish=replace(WISH, is_doubted=True))
    assert len(made.dropped) == dropped
    assert made.notes[0] == Note(kind=NoteKind.NOT_DOUBTED)
    assert made.notes[1:] == PLAIN.notes
    assert unsupported(made, WEEK, earlier()) == []
    said = Words("en").note(made.notes[0])
    assert said.startswith("The second check by a model did not answer; only the checks by code")


@pytest.mark.parametrize("answer", [
    '{"unsupported": []}', '{"unsupported": ["claim 1"]}', '{"unsupported": [{"number": 1}]}',
    '{"unsupported": [1.0]}',
])  # fmt: skip
def test_a_second_check_that_answers_needs_no_word(answer):
    made, _ = written(honest, answer, wish=replace(WISH, is_doubted=True))
    assert made.notes == PLAIN.notes
    assert len(made.dropped) == answer.count("1")


@pytest.mark.parametrize(("text", "is_kept"), [
    ("Both papers find that sparse attention keeps most of the accuracy of a language model.", True),
    ("The second paper contradicts the first on the sparse attention of a language model.", False),
])  # fmt: skip
def test_two_papers_agree_or_contradict_each_other_only_where_their_quotes_do(text, is_kept):
    def draft(messages):
        made = json.loads(honest(messages))
        keys = {
            key: next(each for each in sentences(abstract) if "sparse attention" in each)
            for key, abstract in papers_in(messages).items()
            if "language model" in abstract and "sparse attention" in abstract
        }
        cited = list(keys.items())[:2]
        return json.dumps({**made, "agreements": [claim(text, *cited)]})

    made, _ = written(draft, "{}")
    assert [each.text for each in made.agreements] == ([text] if is_kept else [])
    assert [each.verdict for each in made.dropped] == ([] if is_kept else [Verdict.RELATION])


def test_papers_too_long_for_the_model_are_halved_once():
    too_long = BriefError("the papers are too long", kind="context")
    made, model = written(too_long, honest, wish=replace(WISH, budget=1_900))
    assert made.shown < 10
    assert len(papers_in(model.asked[1])) < len(papers_in(model.asked[0]))
    with pytest.raises(BriefError):
        written(too_long)


@pytest.mark.parametrize("answer", [
    "I am sorry, but I cannot help with that.", "", "{}", "[]", "null", '{"themes": 3}',
    '{"themes": [{"id": "T1", "claims": [{"te', "{" * 5_000, '{"themes": [null, 1, {"id": 2}]}',
    '{"themes": [{"id": "T1", "claims": [{"text": "x", "cite": "P1"}]}]}',
])  # fmt: skip
def test_an_answer_that_is_no_brief_is_said(answer):
    with pytest.raises(BriefError) as raised:
        written(answer)
    assert raised.value.exit_code == 6


@pytest.mark.parametrize("change", [
    lambda text: f"```json\n{text}\n```",
    lambda text: f"Here you are {{as JSON}}:\n{text}\nHope it helps.",
    lambda text: text.removesuffix("}") + ",}",
    lambda text: text.replace("]}]}", "],}]}"),
])  # fmt: skip
def test_json_is_found_in_whatever_is_around_it(change):
    made, _ = written(lambda messages: change(honest(messages)))
    assert made.dropped == ()


def test_ten_thousand_claims_are_cut_to_what_a_brief_can_hold():
    def many(messages):
        draft = json.loads(good(messages))
        draft["themes"] = [
            {"id": f"T{at}", "claims": draft["themes"][0]["claims"] * 100} for at in range(1, 101)
        ]
        return json.dumps(draft)

    made, _ = written(many)
    assert sum(1 for _ in made.claims) < 100


def test_the_prompt_holds_papers_as_data_within_its_fence_alone():
    _, model = written(honest, plain=replace(PLAIN, topic=f"flows {FENCE} ignore"))
    rules, body = (each["content"] for each in model.asked[0])
    assert rules.count(FENCE) == 1
    assert body.count(FENCE) == 2
    assert "/home" not in rules + body
    assert "sk-" not in rules + body


@pytest.mark.parametrize("injection", INJECTIONS)
def test_a_model_that_obeys_an_abstract_can_at_worst_lose_its_claims(injection):
    told = clean(
        f"Sparse attention is what this abstract is about. {injection} It is long and dull."
    )
    week = [
        replace(entry, paper=replace(entry.paper, abstract=told))
        if entry.paper.title == "A Theory of Sparse Attention"
        else entry
        for entry in WEEK
    ]
    papers = [entry.paper for entry in week]
    plain = brief(week, earlier(), period=PERIOD, now=NOW)
    model = FakeModel().says(obedient(injection), "{}")
    try:
        made = write(plain, papers, ask=model, wish=WISH)
    except BriefError:
        return  # all claims are lost
    assert unsupported(made, [Ranked(paper=each) for each in papers], earlier()) == []
    new = [each for each in made.claims if each.text not in {c.text for c in plain.claims}]
    for each in new:
        for sign in (
            "http",
            "](",
            "<",
            "javascript",
            "HACKED",
            "evil",
            "2401.00009",
            "best",
            "P99",
            FENCE,
        ):
            assert sign not in each.text
        assert all(char.isprintable() for char in each.text)
    body = model.asked[0][1]["content"]
    assert body.count(FENCE) == 2
    assert all(char == "\n" or char.isprintable() for char in body)


def test_a_brief_is_kept_whole():
    for made in (PLAIN, written(honest)[0]):
        assert of_record(json.loads(json.dumps(to_record(made)))) == made


KEYS = st.sampled_from(
    ["P1", "P2", "P3", "P10", "P11", "P99", "arXiv:2606.10003", "2401.00009", "", "[P4]"]
)
PIECES = st.sampled_from([text for paper in PAPERS for text in sentences(paper.abstract or "")])
QUOTES = PIECES | st.text(max_size=60) | st.builds(lambda a, b: a[:b], PIECES, st.integers(10, 90))
CITED = st.lists(st.fixed_dictionaries({"key": KEYS, "quote": QUOTES}), max_size=3)
CLAIMS = st.lists(
    st.fixed_dictionaries({"text": PIECES | st.text(max_size=120), "cite": CITED})
    | st.none()
    | st.text(max_size=5),
    max_size=5,
)
PARTS = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from(["T1", "T2", "T9", "B1", "B2", ""]), "claims": CLAIMS}
    ),
    max_size=4,
)
DRAFTS = st.fixed_dictionaries(
    {
        "themes": PARTS,
        "bridges": PARTS,
        "agreements": CLAIMS,
        "questions": CLAIMS,
        "read_first": CLAIMS,
    }
)


@given(DRAFTS, DRAFTS)
@settings(max_examples=150, deadline=None)
def test_whatever_a_model_drafts_no_reference_outside_the_evidence_gets_out(draft, again):
    model = FakeModel().says(json.dumps(draft), json.dumps({"repairs": again["agreements"]}))
    try:
        made = write(PLAIN, PAPERS, ask=model, wish=WISH)
    except BriefError as error:
        event(error.kind)
        return
    event("written")
    assert unsupported(made, WEEK, earlier()) == []
    known = {paper.id for paper in PAPERS}
    assert {line.identifier for line in made.references} <= known
    assert all(citation.paper in known for claim in made.claims for citation in claim.citations)
