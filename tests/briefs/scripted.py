"""Models by script: what a prompt says is read from it, as a model would."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from academichub_cli.domain.brief import Cost
from academichub_cli.domain.sentences import sentences
from academichub_cli.errors import BriefError

COST = Cost(tokens_in=1000, tokens_out=200, amount=0.01)


@dataclass(frozen=True)
class Said:
    text: str
    cost: Cost = COST


@dataclass
class FakeModel:
    """Answers with what it is told to say, one answer after the other; the last one stays."""

    answers: list = field(default_factory=list)
    asked: list = field(default_factory=list)

    def says(self, *answers) -> FakeModel:
        self.answers[:] = answers
        return self

    def __call__(self, messages):
        self.asked.append(messages)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, BriefError):
            raise answer
        return Said(answer(messages) if callable(answer) else answer)


def papers_in(messages) -> dict[str, str]:
    """The abstracts that a prompt shows, by key."""
    body = messages[1]["content"]
    return {
        found[1]: found[2] for found in re.finditer(r"^(P\d+)[^\n]*\n([^\n]+)$", body, re.MULTILINE)
    }


def parts_in(messages, kind: str) -> dict[str, list[str]]:
    """The themes or bridges that a prompt shows, with the keys of their papers."""
    body = messages[1]["content"]
    found = re.finditer(rf"^{kind} ([TB]\d+) .*: ((?:P\d+ ?)+)$", body, re.MULTILINE)
    return {part[1]: part[2].split() for part in found}


def claim(text: str, *cited: tuple[str, str]) -> dict:
    return {"text": text, "cite": [{"key": key, "quote": quote} for key, quote in cited]}


def _stands_alone(abstract) -> str:
    """The last sentence that says what it is about; one that says "it" is of its paper alone."""
    found = [each for each in sentences(abstract) if not each.startswith(("It ", "They ", "This "))]
    return found[-1] if found else sentences(abstract)[-1]


def shared_in(messages) -> dict[str, list[str]]:
    """The terms that the papers of each bridge of a prompt share."""
    found = re.finditer(r"^Bridge (B\d+) \((.*)\): [P\d ]+$", messages[1]["content"], re.MULTILINE)
    return {part[1]: part[2].casefold().split(", ") for part in found}


def _saying(abstract, terms) -> str:
    """The last sentence that has one of the terms, as they are or in the plural; else the last."""
    bare = [term.removesuffix("s") for term in terms]
    found = [each for each in sentences(abstract) if any(it in each.casefold() for it in bare)]
    return _stands_alone(" ".join(found)) if found else _stands_alone(abstract)


def honest(messages) -> str:
    """A dull but honest brief: each paper's last sentence, retold as it is."""
    abstracts = papers_in(messages)
    last = {key: sentences(text)[-1] for key, text in abstracts.items()}
    shared = shared_in(messages)
    themes = [
        {
            "id": name,
            "claims": [
                claim(f"It is said that {last[k][0].lower()}{last[k][1:]}", (k, last[k]))
                for k in keys[:2]
            ],
        }
        for name, keys in parts_in(messages, "Theme").items()
    ]
    bridges = []
    for name, (a, b, *_) in parts_in(messages, "Bridge").items():
        one, other = (_saying(abstracts[key], shared[name]) for key in (a, b))
        text = f"{one.rstrip('.')}, and {other[0].lower()}{other[1:]}"
        bridges.append({"id": name, "claims": [claim(text, (a, one), (b, other))]})
    first = next(iter(last))
    return json.dumps({
        "themes": themes, "bridges": bridges, "agreements": [],
        "questions": [claim(last[first], (first, last[first]))],
        "read_first": [claim(f"To begin with: {last[first]}", (first, last[first]))],
    })  # fmt: skip
