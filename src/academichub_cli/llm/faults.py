"""What can go wrong with a model, each as one sentence that holds nothing the provider said.

A provider's message may echo the key, so that none is ever shown.
"""

from __future__ import annotations

from collections.abc import Mapping

from academichub_cli.errors import BriefError

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "key": ("the model's provider refused the key", "see `hub doctor` for where it comes from"),
    "forbidden": (
        "the key may not use this model, or not from here",
        "ask its owner for access to the model or region, or choose another model",
    ),
    "rate": ("the model's provider asks to be asked less often", "try again in a minute"),
    "quota": ("the quota at the model's provider is used up", "see your account there"),
    "context": ("the papers are too long for the model", "set llm.max_input_tokens lower"),
    "unknown model": ("the provider has no model of this name", "see `hub doctor`, `hub config`"),
    "refused": ("the model refused to answer", "run it again, or choose another model"),
    "server": ("the model's server failed", "try again later"),
    "connection": ("the model's server cannot be reached", "is the network up? see `hub doctor`"),
    "deadline": ("the model did not answer in time", "try again, or set llm.deadline higher"),
    "empty": ("the model answered nothing", "run it again, or choose another model"),
    "cut off": ("the model's answer was cut off", "set llm.max_output_tokens higher"),
    "too long": ("the model's answer was too long to be a brief", "choose another model"),
    "unreadable": ("the model's answer could not be read", "run it again, or choose another model"),
    "ended": ("the process that speaks to the model ended", "run it again"),
    "missing": ("litellm is not installed", "install hub again: pip install academichub-cli"),
    "failed": ("the model could not be asked", "see `hub doctor` for the model and its address"),
}
KINDS = frozenset(_SENTENCES)
# Said before a model began to read: nobody asks money for it.
_UNPAID = frozenset({"key", "forbidden", "rate", "quota", "context", "unknown model", "missing"})


def fault(kind: str, address: str = "", *, took: tuple[int, int] | None = None) -> BriefError:
    """The error of a kind; an unknown one is a plain failure. `address` is one of the user's.

    `took` are the tokens that it took, where that is known.
    """
    known = kind if kind in KINDS else "failed"
    message, hint = _SENTENCES[known]
    if known == "connection" and address:
        message = f"no model's server answers at {address}"
        hint = "start it there, or set llm.base_url to where it is"
    error = BriefError(message, hint=hint, kind=known)
    error.took = (0, 0) if known in _UNPAID else took
    return error
