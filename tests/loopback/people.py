"""Places that know persons: OpenAlex, ORCID, Semantic Scholar and arXiv's author pages.

    directory = Directory([Known("Wei Zhang", openalex="A1", orcid="0000-0002-1825-0097", …), …])
    with ArxivServer(routes=directory.routes()) as server: ...
    directory.variables(server.url)

Each place tells of a person only what it knows: a person without a number there is not found. Names
are found by any of their words, as real searches find them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from loopback.arxiv import sample_papers
from loopback.author_feed import Feed, Person, write_feed
from loopback.faults import Reply

_NOW = datetime(2026, 6, 11, 10, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Known:
    """A person with the names of catalogues for them, and papers as title, year and co-authors."""

    name: str
    openalex: str = ""
    orcid: str = ""
    s2: str = ""
    arxiv: str = ""
    affiliations: tuple[str, ...] = ("Lund University",)
    fields: tuple[str, ...] = ("Computer Science",)
    papers: tuple[tuple[str, int, tuple[str, ...]], ...] = ()
    count: int | None = None  # where a catalogue has more papers than are listed here
    s2_has_orcid: bool = False

    @property
    def years(self):
        return [year for _, year, _ in self.papers]


@dataclass
class Directory:
    """All persons, and what each place was asked."""

    persons: list[Known]
    has_too_many_papers: bool = False
    asked: list = field(default_factory=list)

    def routes(self):
        return {
            "/authors": self.authors,
            "/works": self.works,
            "/v3.0/": self.registry,
            "/graph/v1/author/search": self.search,
            "/a/": self.page,
        }

    def variables(self, url, **more):
        """What lets `hub` ask these places alone."""
        return {
            "HUB_OPENALEX_URL": url,
            "HUB_ORCID_URL": url,
            "HUB_S2_URL": url,
            "HUB_ARXIV_AUTHOR_URL": f"{url}/a",
            "HUB_MIN_INTERVAL": "0",
        } | more

    def authors(self, ask, mode):
        self.asked.append(ask)
        if ask.path != "/authors":
            orcid = ask.path.removeprefix("/authors/orcid:")
            found = [each for each in self.persons if each.openalex and each.orcid == orcid]
            return _json(_author(found[0])) if found else _json({"error": "not found"}, 404)
        found = [each for each in self._named(ask.params["search"]) if each.openalex]
        return _json({"meta": {"count": len(found)}, "results": list(map(_author, found))})

    def works(self, ask, mode):
        self.asked.append(ask)
        numbers = ask.params["filter"].removeprefix("authorships.author.id:").split("|")
        theirs = [each for each in self.persons if each.openalex in numbers]
        works = [_work(each, *paper) for each in theirs for paper in each.papers]
        return _json({"meta": {"count": len(works)}, "results": works})

    def registry(self, ask, mode):
        self.asked.append(ask)
        if found := re.fullmatch(r"/v3\.0/([\dX-]{19})/works", ask.path):
            (person,) = (each for each in self.persons if each.orcid == found[1])
            return _json({"path": ask.path, "group": list(map(_group, person.papers))})
        query = ask.params["q"]
        if query.startswith("orcid:"):
            found = [each for each in self.persons if f"orcid:{each.orcid}" == query]
        else:
            found = [each for each in self._named(query) if each.orcid]
        listed = [_registered(each) for each in found] or None
        return _json({"expanded-result": listed, "num-found": len(found)})

    def search(self, ask, mode):
        self.asked.append(ask)
        if self.has_too_many_papers and "papers." in ask.params["fields"]:
            return _json({"error": "Response would exceed maximum size"}, 400)
        found = [each for each in self._named(ask.params["query"]) if each.s2]
        return _json({"total": len(found), "offset": 0, "data": list(map(_s2_author, found))})

    def page(self, ask, mode):
        self.asked.append(ask)
        name = ask.path.removeprefix("/a/").removesuffix(".atom2")
        for each in self.persons:
            if each.arxiv and name in {each.arxiv, each.orcid}:
                person = Person(name=each.name, id=each.arxiv, orcid=each.orcid)
                feed = Feed(person=person, asked=name, papers=tuple(sample_papers(3)), now=_NOW)
                return Reply(body=write_feed(feed))
        return Reply(status=404, body=b"not found", kind="text/plain")

    def _named(self, query):
        words = set(re.findall(r"\w+", query.casefold()))
        return [each for each in self.persons if words & set(each.name.casefold().split())]


def _author(person):
    years = [{"year": year, "works_count": 1} for year in person.years]
    return {
        "id": f"https://openalex.org/{person.openalex}",
        "orcid": f"https://orcid.org/{person.orcid}" if person.orcid else None,
        "display_name": person.name,
        "display_name_alternatives": [],
        "works_count": len(person.papers) if person.count is None else person.count,
        "last_known_institutions": [{"display_name": each} for each in person.affiliations],
        "topics": [{"display_name": each} for each in person.fields],
        "counts_by_year": years,
    }


def _work(person, title, year, others):
    own = {"id": f"https://openalex.org/{person.openalex}", "display_name": person.name}
    authors = [own, *({"id": f"https://openalex.org/A9{at}", "display_name": each}
                      for at, each in enumerate(others))]  # fmt: skip
    return {"title": title, "authorships": [{"author": each} for each in authors]}


def _group(paper):
    title, year, _ = paper
    summary = {
        "title": {"title": {"value": title}, "subtitle": None},
        "publication-date": {"year": {"value": str(year)}, "month": None, "day": None},
    }
    return {"work-summary": [summary, summary]}


def _registered(person):
    *given, family = person.name.split()
    return {
        "orcid-id": person.orcid,
        "given-names": " ".join(given),
        "family-names": family,
        "credit-name": None,
        "other-name": [],
        "email": [],
        "institution-name": list(person.affiliations),
    }


def _s2_author(person):
    return {
        "authorId": person.s2,
        "externalIds": {"ORCID": person.orcid} if person.s2_has_orcid else {},
        "name": person.name,
        "affiliations": [],
        "paperCount": len(person.papers) if person.count is None else person.count,
        "papers": [
            {
                "paperId": f"{at:040x}",
                "title": title,
                "year": year,
                "fieldsOfStudy": list(person.fields),
                "authors": [
                    {"authorId": person.s2, "name": person.name},
                    *({"authorId": f"8{n}", "name": each} for n, each in enumerate(others)),
                ],
            }
            for at, (title, year, others) in enumerate(person.papers)
        ],
    }


def _json(answer, status=200):
    return Reply(status=status, body=json.dumps(answer).encode(), kind="application/json")
