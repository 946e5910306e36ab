"""Whether two records that share no identifier are of one work.

A preprint, the paper in the journal and a database's copy of either are one work; the parts of a
series, a paper and its erratum or a reply to it, and two papers of one title by other people are
not, and nor are a conference paper and the journal's longer version, each of which has a name of
its own that people cite. A wrong merger hides a paper, a missed one shows it twice: so in doubt
they are two.

Three things must agree: what the titles count and announce (parts, years, versions, "Reply to"),
the people, and the titles' words. One other word of weight is another paper ("in mice", "in
rats"), however alike the letters are: only spelling, words of no weight and a subtitle may differ,
and then more of the people must be the same. Where more differs the abstracts must be alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeAlias

from academichub_cli.domain.identifiers import ArxivId, Doi, Identifier
from academichub_cli.domain.names import FollowedName, Match
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.domain.patterns import lazily
from academichub_cli.domain.text_forms import fold
from academichub_cli.domain.titles import (
    TELLING_WORDS,
    Agreement,
    agreement,
    announced,
    is_anybodys,
    normal_title,
)

Likeness: TypeAlias = Callable[[str, str], float]
"""How alike two normalised texts are, from 0 to 1; order matters, spelling a little."""

_YEARS_APART = 2
_MOST_AUTHORS = 40  # of a long list the first and the last say enough
_REWRITTEN = 0.35
_SAME_ABSTRACT, _SAME_ABSTRACT_ALONE = 0.55, 0.7
_OTHER_ABSTRACT = 0.1
# The part of the people that must be shared where the titles are alike, near, and rewritten; less
# where the first author is one person too.
_SHARED, _SHARED_NEAR, _SHARED_WITH_FIRST = 0.5, 0.75, 0.3
_SHARED_REWRITTEN = 0.6
_ALL = 0.99
_SHINGLE = 3  # words
_SHINGLES_TO_TELL = 20

_WORD = lazily(r"\w+")
_THESIS = lazily(r"\b(?:thesis|dissertation)\b")
_CUT_OFF = lazily(r"(?:and )?(?:et al\.?|others|and \d+ others|…|\.\.\.)")
# DOIs under which the servers that researchers meet post preprints; Crossref's type for them is
# posted-content, which not every source hands on.
_POSTED = lazily(
    r"10\.48550/arxiv\.|10\.(?:1101|64898)/(?:\d{6,8}$|\d{4}\.\d\d\.\d\d\.)|10\.21203/rs\."
    r"|10\.(?:31234|31219|31235|31223|31222|31221|35542)/osf\.io/|10\.31234/|10\.26434/chemrxiv"
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
    one, other = normal_title(left.title), normal_title(right.title)
    if is_anybodys(one) or is_anybodys(other) or not _are_near_in_time(left, right):
        return False
    if _announced(left) != _announced(right):
        return False
    return _is_borne_out(left, right, likeness(one, other))


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


def _are_near_in_time(left: Paper, right: Paper) -> bool:
    one, other = _years(left), _years(right)
    return not one or not other or min(abs(a - b) for a in one for b in other) <= _YEARS_APART


def _years(paper: Paper) -> set[int]:
    dates = (paper.submitted, paper.updated, paper.announced, paper.batch)
    return {moment.year for moment in dates if moment is not None}


def _announced(paper: Paper) -> tuple[bool, frozenset[str], Counter[str]]:
    """What a record says of its place: a thesis, about another paper, and the numbers in it."""
    is_thesis = any(_THESIS().search(fold(text)) for text in (paper.title, paper.venue or ""))
    return is_thesis, *announced(paper.title)


def _is_borne_out(left: Paper, right: Paper, likeness: float) -> bool:
    """Whether people, and where needed the abstracts, bear out what the titles suggest."""
    shared, first = _shared_people(left.authors, right.authors)
    titles = agreement(left.title, right.title)
    if titles is Agreement.ALIKE:
        if min(len(normal_title(each.title).split()) for each in (left, right)) < TELLING_WORDS:
            return shared >= _ALL
        return shared >= (_SHARED_WITH_FIRST if first else _SHARED)
    abstracts = _abstract_likeness(left.abstract, right.abstract)
    if titles is Agreement.NEAR and (abstracts is None or abstracts >= _OTHER_ABSTRACT):
        return shared >= (_SHARED_REWRITTEN if first else _SHARED_NEAR)
    needed = _SAME_ABSTRACT if likeness >= _REWRITTEN else _SAME_ABSTRACT_ALONE
    return (abstracts or 0.0) >= needed and shared >= _SHARED_REWRITTEN


def _shared_people(left: Sequence[Author], right: Sequence[Author]) -> tuple[float, bool]:
    """The part of the shorter list that the other has too, and whether the first are one person.

    A list much shorter than the other counts for less, unless it was cut off at its first names.
    """
    one, other = (_names(authors) for authors in (left, right))
    if not one or not other:
        return 0.0, False
    short, long = sorted((one, other), key=len)
    followed = [FollowedName(name) for name in short]
    left_over = list(long)
    found = 0.0
    for name in followed:
        best = max(left_over, key=lambda each: name.compare(each).value, default=None)
        match = name.compare(best) if best is not None else Match.NO
        if match is not Match.NO and best is not None:
            left_over.remove(best)
            found += 1.0 if match is Match.SAME else 0.8
    first = followed[0].compare(long[0]) is not Match.NO
    is_cut = all(a.compare(b) is not Match.NO for a, b in zip(followed, long, strict=False))
    says_so = any(map(_is_cut_off, (left, right)))
    is_whole = is_cut and (len(short) > 1 or says_so)
    return found / (len(short) if is_whole else (len(short) + len(long)) / 2), first


def _is_cut_off(authors: Sequence[Author]) -> bool:
    return any(_CUT_OFF().fullmatch(author.name.strip().casefold()) for author in authors)


def _names(authors: Sequence[Author]) -> list[str]:
    names = [
        author.name
        for author in authors
        if author.name.strip() and not _CUT_OFF().fullmatch(author.name.strip().casefold())
    ]
    if len(names) <= _MOST_AUTHORS:
        return names
    return [*names[: _MOST_AUTHORS // 2], *names[-_MOST_AUTHORS // 2 :]]


def _abstract_likeness(left: str | None, right: str | None) -> float | None:
    """The part of the shorter abstract's runs of three words that the other has.

    None where one is missing or too short to tell.
    """
    one, other = _shingles(left), _shingles(right)
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer >= _SHINGLES_TO_TELL else None


def _shingles(text: str | None) -> set[tuple[str, ...]]:
    words = _WORD().findall(fold(text or ""))
    return {tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}
