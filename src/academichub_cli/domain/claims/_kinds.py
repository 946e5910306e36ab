"""Things of which a finding has one and not another: a line of each, parted by strokes."""

from __future__ import annotations

_PEOPLE = (
    "human humans people person patient patients participant participants volunteer volunteers man"
    " men woman women child children adult adults infant infants subject subjects user users"
    " student students respondents clinical"
)
_KINDS = (
    (
        f"mouse mice murine|rat rats|{_PEOPLE}|monkey monkeys macaque macaques|pig pigs porcine"
        "|zebrafish|fly flies drosophila|yeast|bacterium bacteria bacterial|dog dogs|rabbit rabbits"
        "|worm worms"
    ),
    (
        "drug drugs medicine medicines medication compound compounds inhibitor|vaccine vaccines"
        " vaccination|surgery surgical operation|placebo|radiotherapy|diet diets|exercise"
        "|transplant transplants"
    ),
    "vitro|vivo|silico",
    (
        "cancer cancers tumour tumours tumor tumors carcinoma|diabetes diabetic|stroke strokes"
        "|dementia|asthma|malaria|influenza|hypertension"
    ),
    (
        "galaxy galaxies galactic|asteroid asteroids|comet comets|exoplanet exoplanets"
        "|pulsar pulsars|quasar quasars|supernova supernovae"
    ),
    "summer|winter",
    "prospective|retrospective",
)
KINDS: tuple[tuple[frozenset[str], ...], ...] = tuple(
    tuple(frozenset(each.split()) for each in line.split("|")) for line in _KINDS
)
