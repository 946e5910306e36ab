"""Sentences of an abstract that speak to a model and not to a reader."""

from __future__ import annotations

import re
from collections.abc import Iterable

from academichub_cli.domain.sentences import sentences

# Where a command begins: a sentence, or behind the one who is to obey it.
_START = r"(?:^|[.;:!?#>*\-\n]\s*|\b(?:please|now|then|also|always|instead|you|must now)\s+"
_START += r"|\b(?:you|assistant|reviewers?|AI)\s+(?:must|should|shall|will|have to|need to)\s+)"
_ADDRESSED = re.compile(
    rf"{_START}(?:ignore|disregard|forget|override|bypass)\b.{{0,60}}"
    r"\b(?:instructions?|rules?|prompts?|above|previous|prior)\b"
    r"|\b(?:ignore|disregard|forget|override|bypass)\s+(?:(?:all|any|the|your|of|these|those)\s+)*"
    r"(?:(?:previous|prior|above|earlier|preceding|other)\s+)*(?:instructions?|prompts?)\b"
    r"|\b(?:reveal|print|repeat|show|leak|output|your|new)\s+(?:\w+\s+){0,3}system prompt\b"
    r"|\bsystem prompt\s*[:=]"
    r"|\bnew (?:rules|instructions)\s*:|\bend of (?:the )?data\b|={4,}|-{6,}"
    r"|(?:^|[.!?\]>#*]\s*|\n\s*)(?:system|assistant|user|human)\s*:\s"
    r"|(?-i:\b(?:SYSTEM|ASSISTANT|USER|HUMAN|Assistant)\s*:\s)"
    r"|\byou (?:are now|are free|must now|will now)\b|\bI (?:order|command) you\b"
    r"|\bcite (?:P\d|\d{4}\.\d{4})|\bpraise this paper\b"
    r"|\b(?:answer|respond|reply) (?:only )?with\b.{0,20}[{\[\"]"
    rf"|{_START}(?:write|repeat|include|output|append|add|insert|send)\b.{{0,80}}"
    r"\b(?:claims?|briefs?|summary|your prompt|each answer|https?:)"
    r"|\b(?:write|repeat|include|output|append|add|insert|send)\b.{0,80}"
    r"\b(?:your (?:prompt|claims?|brief|summary|answer)|each answer|https?:)"
    rf"|(?:{_START}|\band\s+)(?:write|say|print|output|repeat) (?-i:[A-Z]{{4,}})\b"
    r"|\]\([a-z]|</?[a-z]+[^<>]{0,80}>|javascript:|\"(?:themes|claims|unsupported|bridges)\""
    r"|(?:^|[.:!?]\s+)the (?:user|reader) (?:has|wants|asked)\b|\b(?:user|reader)['’]s topics\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b|[您你]", re.IGNORECASE)
_COMMAND = re.compile(
    r"(?:^|[.;:!?]\s+|,\s+(?:so|and|then)\s+)(?:please\b|(?:click|visit|download|install|subscribe"
    r"|buy|e-?mail|contact|call|send|forward|ignore|disregard|follow|open|run|execute|go|donate|pay"
    r"|vote|share|delete|stop|tell|ask|cite|praise|rate|recommend)\s+(?:the|this|these|that|us|me|my"
    r"|it|here|at|to|for|all|any|every|now|on|our|your)\b)"
    r"|\b(?:readers?|everyone|everybody)\s+(?:should|must|ought to|need to|has to|have to)\b"
    r"|请(?!求)|点击|务必",
    re.IGNORECASE,
)


def speaks_to_the_reader(sentence: str, quotes: Iterable[str]) -> bool:
    """Whether a claim tells someone what to do, as no quote of it does."""
    said = list(quotes)
    return any(
        way.search(sentence) and not any(way.search(quote) for quote in said)
        for way in (_YOU, _COMMAND)
    )


def speaks_to_a_model(sentence: str) -> bool:
    """Whether a sentence looks like an instruction, or like what frames one."""
    return _ADDRESSED.search(sentence) is not None


def without_instructions(abstract: str) -> str:
    """The abstract without the sentences that speak to a model; as it was where none does."""
    if not speaks_to_a_model(abstract):
        return abstract
    return " ".join(each for each in sentences(abstract) if not speaks_to_a_model(each))
