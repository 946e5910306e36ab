"""A sample of the library as text, so that the next mark is learned from without making it anew.

The text is a zlib stream in base 64 of numpy's `npz` archive
(https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html), read without pickle.
"""

from __future__ import annotations

import base64
import io
import json
import zipfile
import zlib

import numpy as np

from academichub_cli.learning._matrix import Matrix
from academichub_cli.learning.space import Sample, Space

_LEVEL = 1  # half the size for a tenth of a second
_LARGEST = 64 * 2**20  # bytes; a sample of 3,000 papers has some 5 MB


def to_text(sample: Sample) -> str:
    """The sample as `from_text` reads it."""
    words = {"ids": sample.ids, "terms": sample.space.terms, "categories": sample.categories}
    file = io.BytesIO()
    np.savez(
        file,
        columns=sample.vectors.columns.astype(np.int32),
        values=sample.vectors.values.astype(np.float32),
        starts=sample.vectors.starts.astype(np.int32),
        rarity=sample.space.rarity,
        unseen=np.array([sample.space.unseen]),
        words=np.frombuffer(json.dumps(words).encode(), dtype=np.uint8),
    )
    return base64.b64encode(zlib.compress(file.getvalue(), _LEVEL)).decode("ascii")


def from_text(text: str) -> Sample:
    """What `to_text` wrote, to the last digit. Raises ValueError for anything else."""
    try:
        whole = zlib.decompressobj().decompress(base64.b64decode(text, validate=True), _LARGEST)
        with np.load(io.BytesIO(whole), allow_pickle=False) as parts:
            words = json.loads(parts["words"].tobytes())
            terms = tuple(words["terms"])
            space = Space(
                places={term: at for at, term in enumerate(terms)},
                terms=terms,
                rarity=parts["rarity"],
                unseen=float(parts["unseen"][0]),
            )
            vectors = Matrix(
                columns=parts["columns"].astype(np.int64),
                values=parts["values"].astype(float),
                starts=parts["starts"].astype(np.int64),
                width=len(terms),
            )
        return Sample(
            ids=tuple(words["ids"]),
            space=space,
            vectors=vectors,
            categories=tuple(words["categories"]),
        )
    except (zlib.error, zipfile.BadZipFile, LookupError, TypeError, EOFError, OSError) as error:
        raise ValueError("this is no sample") from error
