"""Whether two records that share no identifier are of one work.

A preprint, the paper in the journal and a database's copy of either are one work; the parts of a
series, a paper and its erratum or a reply to it, and two papers of one title by other people are
not, and nor are a conference paper and the journal's longer version, each of which has a name of
its own that people cite. A wrong merger hides a paper, a missed one shows it twice: so in doubt
they are two.

Three things must agree: what the titles count and announce (parts, years, versions, "Reply to"),
the people, and the titles' words. One other word of weight is another paper ("in mice", "in
rats"), however alike the letters are: only spelling, words of no weight and a subtitle may differ,
and then more of the people must be the same. Where more differs the abstracts must be one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from academichub_cli.domain.abstracts import Overlap, overlap, tells_apart
from academichub_cli.domain.identifiers import ArxivId, Doi, Identifier
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.patterns import lazily
from academichub_cli.domain.shared_people import Shared, shared_people
from academichub_cli.domain.text_forms import fold
from academichub_cli.domain.title_words import normal_title
from academichub_cli.domain.titles import (
    TELLING_WORDS,
    Agreement,
    agreement,
    announced,
    has_other_word,
    is_anybodys,
    numbers,
)

Likeness: TypeAlias = Callable[[str, str], float]
"""How alike two normalised texts are, from 0 to 1; order matters, spelling a little."""

_YEARS_APART = 2
# The part of the abstract that must be shared: as far as it says that there are two works where
# titles are alike or near, and that there is one where they are not. Measured on the papers of
# arXiv: of two works by one group up to 0.8 of the shorter is the same, and of two versions under
# different titles less is rare.
_OF_ALIKE, _OF_NEAR = 0.05, 0.5
_OF_REWRITTEN, _OF_REWRITTEN_LONGER = 0.8, 0.6
_ONE_ABSTRACT = 0.9
_OF_OTHER_WORD = 0.95
_RENAMED, _OF_RENAMED_LONGER = 0.35, 0.75  # where the titles' letters are hardly alike
# The part of the people that must be shared where the titles are alike, near, and rewritten; less
# where the first author is one person too.
_SHARED, _SHARED_NEAR, _SHARED_WITH_FIRST = 0.5, 0.75, 0.3
_SHARED_REWRITTEN = 0.6
_ALL = 0.99

_THESIS = lazily(r"\b(?:thesis|dissertation|habilitation)\b")
# DOIs under which the servers that researchers meet post preprints; Crossref's type for them is
# posted-content, which not every source hands on.
_POSTED = lazily(
    r"10\.48550/arxiv\.|10\.(?:1101|64898)/(?:\d{6,8}$|\d{4}\.\d\d\.\d\d\.)|10\.21203/rs\."
    r"|10\.(?:31219|31235|31222|31221|35542)/osf\.io/|10\.(?:31223|31224|31234)/"
    r"|10\.26434/chemrxiv|10\.33774/|10\.32388/|10\.2196/preprints|10\.5194/egusphere-\d{4}-"
    r"|10\.2139/ssrn\.|10\.36227/techrxiv|10\.20944/preprints|10\.22541/(?:au|essoar)"
    r"|10\.1002/essoar|10\.5281/zenodo|10\.31730/osf|10\.32942/|10\.12688/|10\.6084/m9"
)
_DOI_VERSION = lazily(r"(?:[/._-]v\d+|(?<=\d)\.\d{1,2})$")


def same_work(left: Paper, right: Paper, *, likeness: Likeness) -> bool:
    """Whether these are records of one work; symmetric, and true of a record and itself."""
    if not left.identifiers.isdisjoint(right.identifiers):
        return True
    if _are_named_apart(left, right):
        return False
    if _posted_stems(left) & _posted_stems(right):
        return True
    return _may_be_one(left, right) and _is_borne_out(left, right, likeness)


def is_posted(identifier: Identifier) -> bool:
    """Whether this names a preprint."""
    return isinstance(identifier, ArxivId) or (
        isinstance(identifier, Doi) and _POSTED().match(identifier.value) is not None
    )


def _are_named_apart(left: Paper, right: Paper) -> bool:
    """Whether both have a name of one kind, and not the same one."""
    for kind in (_arxiv_ids, _published, _posted_stems, *_ACCESSIONS):
        one, other = kind(left), kind(right)
        if one and other and one.isdisjoint(other):
            return True
    return False


def _arxiv_ids(paper: Paper) -> set[str]:
    return {name.value for name in paper.identifiers if isinstance(name, ArxivId)}


def _published(paper: Paper) -> set[str]:
    """Names under which publishers have it."""
    return {
        name.value for name in paper.identifiers if isinstance(name, Doi) and not is_posted(name)
    }


def _posted_stems(paper: Paper) -> set[str]:
    """Names of preprints at one server, without the version that some servers write into them."""
    names = (name.value for name in paper.identifiers if isinstance(name, Doi) and is_posted(name))
    # The same record may have moved to another prefix of its server.
    stems = {_DOI_VERSION().sub("", name).partition("/")[2] for name in names}
    return {stem for stem in stems if not stem.startswith("arxiv.")}


def _of_database(scheme: str) -> Callable[[Paper], set[str]]:
    def found(paper: Paper) -> set[str]:
        names = (str(name) for name in paper.identifiers)
        return {name for name in names if name.startswith(f"{scheme}:")}

    return found


_ACCESSIONS = (_of_database("pmcid"),)


def _may_be_one(left: Paper, right: Paper) -> bool:
    """Whether titles and dates leave it possible."""
    return (
        not any(is_anybodys(normal_title(each.title)) for each in (left, right))
        and _are_near_in_time(left, right)
        and _announced(left) == _announced(right)
    )


def _are_near_in_time(left: Paper, right: Paper) -> bool:
    one, other = _years(left), _years(right)
    return not one or not other or min(abs(a - b) for a in one for b in other) <= _YEARS_APART


def _years(paper: Paper) -> set[int]:
    dates = (paper.submitted, paper.updated, paper.announced, paper.batch)
    return {moment.year for moment in dates if moment is not None}


def _announced(paper: Paper) -> tuple[bool, frozenset[str]]:
    """What a record says of its place: that it is a thesis, or about another paper."""
    is_thesis = any(_THESIS().search(fold(text)) for text in (paper.title, paper.venue or ""))
    return is_thesis, announced(paper.title)


def _are_told(left: Paper, right: Paper) -> bool:
    """Whether each abstract has the numbers that the other's title alone has.

    A gene's number, that is; the year of another report is in none but its own.
    """
    mine, yours = numbers(left.title), numbers(right.title)
    said, heard = numbers(left.abstract or ""), numbers(right.abstract or "")
    return set(mine - yours) <= set(heard) and set(yours - mine) <= set(said)


def _is_borne_out(left: Paper, right: Paper, likeness: Likeness) -> bool:
    """Whether people, and where needed the abstracts, bear out what the titles suggest."""
    if numbers(left.title) != numbers(right.title):
        return _are_told(left, right) and _has_been_renamed(left, right, likeness)
    titles = agreement(left.title, right.title)
    if titles is Agreement.NONE:
        return _has_been_renamed(left, right, likeness)
    people = shared_people(left.authors, right.authors)
    abstracts = overlap(left.abstract, right.abstract)
    if titles is Agreement.ALIKE and _is_shared(abstracts, _OF_ALIKE):
        is_one = abstracts is not None and abstracts.of_longer >= _ONE_ABSTRACT
        needed = _needed_of_alike(left, right, people)
        return people.part >= needed or (people.is_first and is_one)
    if titles is Agreement.NEAR and _is_shared(abstracts, _OF_NEAR):
        return people.part >= (_SHARED_REWRITTEN if people.is_first else _SHARED_NEAR)
    return False


def _needed_of_alike(left: Paper, right: Paper, people: Shared) -> float:
    """The part of the people that must be shared under a title that both have."""
    if min(len(normal_title(each.title).split()) for each in (left, right)) < TELLING_WORDS:
        return _ALL
    return _SHARED_WITH_FIRST if people.is_first else _SHARED


def _is_shared(abstracts: Overlap | None, part: float) -> bool:
    """Whether the abstracts do not speak against one work."""
    return abstracts is None or abstracts.of_shorter >= part


def _has_been_renamed(left: Paper, right: Paper, likeness: Likeness) -> bool:
    """Whether the abstracts are one under two titles, by the same people."""
    abstracts = overlap(left.abstract, right.abstract)
    if abstracts is None or abstracts.of_shorter < _OF_REWRITTEN:
        return False
    return (
        abstracts.of_longer >= _needed_of_longer(left, right, likeness)
        and shared_people(left.authors, right.authors).part >= _SHARED_REWRITTEN
        and not tells_apart(left, right)
    )


def _needed_of_longer(left: Paper, right: Paper, likeness: Likeness) -> float:
    if has_other_word(left.title, right.title):
        return _OF_OTHER_WORD
    is_alike = likeness(normal_title(left.title), normal_title(right.title)) >= _RENAMED
    return _OF_REWRITTEN_LONGER if is_alike else _OF_RENAMED_LONGER
