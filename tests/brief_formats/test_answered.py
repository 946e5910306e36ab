"""An answer to a question, in every format that people read."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from academichub_cli import brief_formats
from academichub_cli.brief_formats import Page
from academichub_cli.brief_formats._words import Words
from academichub_cli.briefs import answer
from academichub_cli.domain.brief import Cost, Note, NoteKind
from briefs.made_up import NOW, WEEK

QUESTION = "what does *sparse* attention save?"
PAPERS = [entry.paper for entry in WEEK]
MADE = answer(QUESTION, PAPERS, now=NOW)


def shown(name, made=MADE, **page):
    return brief_formats.find(name).render(made, Page(title=QUESTION, **page))


@pytest.mark.parametrize(("name", "title"), [
    ("markdown", "# what does \\*sparse\\* attention save?\n"),
    ("html", "<h1>what does *sparse* attention save?</h1>\n"),
    ("html", "<title>what does *sparse* attention save?</title>\n"),
    ("cards", "what does *sparse* attention save?\n"),
])  # fmt: skip
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_question_is_the_title_and_no_other_heading(name, title, lang):
    text = shown(name, lang=lang)
    assert text.count(title) == 1
    assert text.count("attention save?") == title.count("attention save?") + (name == "html") * 1
    assert not [word for word in ("Brief", "简报", "Themes", "主题") if word in text]
    assert MADE.themes[0].claims[0].text[:20] in text


def test_json_has_the_question_as_its_topic_and_the_papers_fields():
    told = json.loads(shown("json"))
    assert told["topic"] == QUESTION
    assert sum(told["papers"]["fields"].values()) == len(PAPERS)


@pytest.mark.parametrize(("cited", "said"), [
    (1, "1 of them is quoted here"), (2, "2 of them are quoted here"),
])  # fmt: skip
def test_one_paper_is_and_two_are(cited, said):
    made = replace(MADE, references=MADE.references[:1] * cited)
    assert said in Words("en").head(made)
    assert said.replace("quoted", "cited") in Words("en").head(replace(made, model="m"))


def test_one_claim_was_dropped_and_two_were():
    claim = MADE.themes[0].claims[0]
    written = replace(MADE, model="m", themes=(replace(MADE.themes[0], claims=()),))
    one, two = (list(Words("en").footer(replace(written, dropped=(claim,) * n)))[1] for n in (1, 2))
    assert one == "1 of 1 claims was dropped: supported."
    assert two == "2 of 2 claims were dropped: supported."
    free = replace(claim, text="It is said so.")
    held = replace(MADE, model="m", themes=(replace(MADE.themes[0], claims=(free,)),))
    assert list(Words("en").footer(held))[1] == "Its only claim held."


@pytest.mark.parametrize(("count", "said"), [
    (1, "1 paper is too few to say much about."), (3, "3 papers are too few to say much about."),
])  # fmt: skip
def test_a_note_counts_as_people_do(count, said):
    assert Words("en").note(Note(kind=NoteKind.FEW_PAPERS, count=count)) == said


def test_a_cost_that_is_not_known_is_said_so():
    made = replace(MADE, model="m", cost=Cost(tokens_in=10, tokens_out=2, amount=None))
    assert list(Words("en").footer(made))[2] == "10 tokens in, 2 out, cost not known."


@pytest.mark.parametrize("model", [None, "openai/m"])
def test_a_brief_is_headed_by_two_sentences(model):
    made = replace(MADE, model=model)
    assert Words("en").head(made).replace("openai/m", "it").count(". ") == 1
    assert Words("zh").head(made).count("。") == 2
