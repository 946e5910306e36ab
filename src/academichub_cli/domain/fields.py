"""Fields: which there are, what others call them, and how far they are from each other."""

from __future__ import annotations

from academichub_cli.domain.categories import ARXIV, server_of

# arXiv's archives are fields of their own; these are the fields of what arXiv does not have.
BEYOND_ARXIV = frozenset(
    {"agriculture", "biology", "chemistry", "earth-science", "education", "engineering"}
    | {"humanities", "law", "materials", "medicine", "neuroscience", "psychology"}
    | {"social-science"}
)
# Fields whose papers are read by the same people are near; the rest is far.
_NEAR = (
    frozenset({"cs", "stat", "eess"}),
    frozenset({"math", "math-ph", "stat"}),
    frozenset({"hep-th", "hep-ph", "hep-ex", "hep-lat", "gr-qc", "nucl-th", "nucl-ex"}),
    frozenset({"astro-ph", "gr-qc", "hep-ph", "hep-th"}),
    frozenset({"math-ph", "hep-th", "quant-ph"}),
    frozenset({"cond-mat", "quant-ph", "physics"}),
    frozenset({"econ", "q-fin"}),
    frozenset({"nlin", "physics"}),
    frozenset({"q-bio", "biology", "neuroscience"}),
    frozenset({"biology", "medicine"}),
    frozenset({"neuroscience", "medicine", "psychology"}),
    frozenset({"biology", "agriculture"}),
    frozenset({"chemistry", "materials"}),
    frozenset({"materials", "cond-mat", "engineering"}),
    frozenset({"eess", "engineering"}),
    frozenset({"earth-science", "physics"}),
    frozenset({"earth-science", "agriculture"}),
    frozenset({"psychology", "social-science", "education"}),
    frozenset({"econ", "social-science"}),
    frozenset({"humanities", "law", "social-science"}),
)
_WITHIN, _NEAR_BY, _FAR = 0.0, 0.5, 1.0

# Subjects of bioRxiv and medRxiv that are not what the most of their server are.
_OF_SERVERS = {"biorxiv": "biology", "medrxiv": "medicine"}
_OF_SUBJECTS = {
    "biorxiv:bioinformatics": "q-bio",
    "biorxiv:clinical_trials": "medicine",
    "biorxiv:epidemiology": "medicine",
    "biorxiv:neuroscience": "neuroscience",
    "biorxiv:pharmacology_and_toxicology": "medicine",
    "biorxiv:scientific_communication_and_education": "education",
    "biorxiv:systems_biology": "q-bio",
    "medrxiv:health_economics": "econ",
    "medrxiv:medical_education": "education",
    "medrxiv:psychiatry_and_clinical_psychology": "psychology",
}

# What other catalogues call them; the first 26 are OpenAlex's (and Scopus's) fields.
_CALLED = {
    "agricultural and biological sciences": "biology",
    "arts and humanities": "humanities",
    "biochemistry, genetics and molecular biology": "biology",
    "business, management and accounting": "econ",
    "chemical engineering": "chemistry",
    "chemistry": "chemistry",
    "computer science": "cs",
    "decision sciences": "stat",
    "dentistry": "medicine",
    "earth and planetary sciences": "earth-science",
    "economics, econometrics and finance": "econ",
    "energy": "engineering",
    "engineering": "engineering",
    "environmental science": "earth-science",
    "health professions": "medicine",
    "immunology and microbiology": "biology",
    "materials science": "materials",
    "mathematics": "math",
    "medicine": "medicine",
    "neuroscience": "neuroscience",
    "nursing": "medicine",
    "pharmacology, toxicology and pharmaceutics": "medicine",
    "physics and astronomy": "physics",
    "psychology": "psychology",
    "social sciences": "social-science",
    "veterinary": "medicine",
    "astronomy": "astro-ph",
    "astrophysics": "astro-ph",
    "agriculture": "agriculture",
    "biochemistry": "biology",
    "bioinformatics": "q-bio",
    "biology": "biology",
    "business": "econ",
    "condensed matter": "cond-mat",
    "earth science": "earth-science",
    "ecology": "biology",
    "economics": "econ",
    "education": "education",
    "electrical engineering": "eess",
    "environment": "earth-science",
    "finance": "q-fin",
    "genetics": "biology",
    "geology": "earth-science",
    "history": "humanities",
    "immunology": "biology",
    "law": "law",
    "linguistics": "humanities",
    "materials": "materials",
    "mechanics": "engineering",
    "philosophy": "humanities",
    "physics": "physics",
    "political science": "social-science",
    "public health": "medicine",
    "quantum physics": "quant-ph",
    "social science": "social-science",
    "sociology": "social-science",
    "statistics": "stat",
}


def field_of(category: str) -> str:
    """The field of a category: arXiv's archive, or what a subject of another server is of."""
    if (server := server_of(category)) == ARXIV:
        return category.partition(".")[0]
    return _OF_SUBJECTS.get(category, _OF_SERVERS[server])


def known(text: str) -> str | None:
    """The field that another catalogue calls so; None where we have none of that name."""
    name = " ".join(text.casefold().split())
    return name if name in BEYOND_ARXIV else _CALLED.get(name)


def distance(left: str, right: str) -> float:
    """Between 0 for one field and 1 for fields that seldom read each other."""
    if left == right:
        return _WITHIN
    is_near = any({left, right} <= group for group in _NEAR)
    return _NEAR_BY if is_near else _FAR
