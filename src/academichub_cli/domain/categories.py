"""The categories of preprint servers: arXiv's, and the subjects of bioRxiv and medRxiv.

From https://arxiv.org/category_taxonomy, https://www.biorxiv.org/about-biorxiv and
https://www.medrxiv.org/about-medrxiv (November 2026). A subject is written with its server's name
before it, as in ``biorxiv:neuroscience``.
"""

from __future__ import annotations

import re

ARXIV = "arxiv"
# As the servers write themselves.
LABELS = {ARXIV: "arXiv", "biorxiv": "bioRxiv", "medrxiv": "medRxiv"}
_SUBJECTS = {
    "astro-ph": "CO EP GA HE IM SR",
    "cond-mat": "dis-nn mes-hall mtrl-sci other quant-gas soft stat-mech str-el supr-con",
    "cs": (
        "AI AR CC CE CG CL CR CV CY DB DC DL DM DS ET FL GL GR GT HC IR IT LG LO MA MM MS NA NE NI"
        " OH OS PF PL RO SC SD SE SI SY"
    ),
    "econ": "EM GN TH",
    "eess": "AS IV SP SY",
    "math": (
        "AC AG AP AT CA CO CT CV DG DS FA GM GN GR GT HO IT KT LO MG MP NA NT OA OC PR QA RA RT SG"
        " SP ST"
    ),
    "nlin": "AO CD CG PS SI",
    "physics": (
        "acc-ph ao-ph app-ph atm-clus atom-ph bio-ph chem-ph class-ph comp-ph data-an ed-ph flu-dyn"
        " gen-ph geo-ph hist-ph ins-det med-ph optics plasm-ph pop-ph soc-ph space-ph"
    ),
    "q-bio": "BM CB GN MN NC OT PE QM SC TO",
    "q-fin": "CP EC GN MF PM PR RM ST TR",
    "stat": "AP CO ME ML OT TH",
}
_KNOWN = frozenset(
    f"{archive}.{subject}"
    for archive, subjects in _SUBJECTS.items()
    for subject in subjects.split()
)

_POSTED = {
    "biorxiv": (
        "animal_behavior_and_cognition biochemistry bioengineering bioinformatics biophysics"
        " cancer_biology cell_biology clinical_trials developmental_biology ecology epidemiology"
        " evolutionary_biology genetics genomics immunology microbiology molecular_biology"
        " neuroscience paleontology pathology pharmacology_and_toxicology physiology plant_biology"
        " scientific_communication_and_education synthetic_biology systems_biology zoology"
    ),
    "medrxiv": (
        "addiction_medicine allergy_and_immunology anesthesia cardiovascular_medicine"
        " dentistry_and_oral_medicine dermatology emergency_medicine endocrinology epidemiology"
        " forensic_medicine gastroenterology genetic_and_genomic_medicine geriatric_medicine"
        " health_economics health_informatics health_policy"
        " health_systems_and_quality_improvement hematology hiv_aids infectious_diseases"
        " intensive_care_and_critical_care_medicine medical_education medical_ethics nephrology"
        " neurology nursing nutrition obstetrics_and_gynecology"
        " occupational_and_environmental_health oncology ophthalmology orthopedics otolaryngology"
        " pain_medicine palliative_medicine pathology pediatrics pharmacology_and_therapeutics"
        " primary_care_research psychiatry_and_clinical_psychology public_and_global_health"
        " radiology_and_imaging rehabilitation_medicine_and_physical_therapy respiratory_medicine"
        " rheumatology sexual_and_reproductive_health sports_medicine surgery toxicology"
        " transplantation urology"
    ),
}
SUBJECTS = {server: tuple(names.split()) for server, names in _POSTED.items()}
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_NO_WORD = re.compile(r"[^a-z0-9]+")


def server_of(category: str) -> str:
    """The server whose category this is: ``biorxiv`` for ``biorxiv:neuroscience``."""
    server = category.partition(":")[0].casefold()
    return server if server in SUBJECTS else ARXIV


def subject_category(text: str) -> str | None:
    """A subject of another server than arXiv as we write it, or the server; else None.

    ``bioRxiv: Cancer Biology`` is ``biorxiv:cancer_biology``. Whether there is such a subject is
    for `is_known` to say.
    """
    server, colon, subject = text.partition(":")
    server = server.strip().casefold()
    if server not in SUBJECTS:
        return None
    if not colon:
        return server
    slug = subject_slug(subject)
    return f"{server}:{slug}" if slug else None


def subject_slug(subject: str) -> str:
    """A subject's name as categories hold it: ``infectious_diseases``."""
    plain = _IN_BRACKETS.sub(" ", subject.casefold())
    return _NO_WORD.sub("_", plain).strip("_")


def is_known(category: str) -> bool:
    """Whether a server has this category; what has no subject is an archive, and not judged."""
    if (server := server_of(category)) in SUBJECTS:
        _, colon, subject = category.partition(":")
        return not colon or subject in SUBJECTS[server]
    return "." not in category or category in _KNOWN
