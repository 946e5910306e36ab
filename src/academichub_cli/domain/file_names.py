"""Names for files, safe on every system."""

from __future__ import annotations

import re
import unicodedata

_MOST_BYTES = 255
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\s]+')
# Windows takes these for devices, whatever follows the first dot.
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE
)
_NAMELESS = "paper"


def safe_file_name(text: str, suffix: str) -> str:
    """A file name made from any text: never empty, hidden, an option, a device or too long.

    `suffix` is a format's, with its dot.
    """
    visible = "".join(
        char for char in text if unicodedata.category(char)[0] != "C" or char in "\t\n"
    )
    stem = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", visible))
    stem = re.sub(r"-{2,}", "-", stem).strip("-. ~")
    stem = _cut(stem, _MOST_BYTES - len(suffix.encode())).rstrip("-. ") or _NAMELESS
    return f"{_NAMELESS}-{stem}{suffix}" if _DEVICE.fullmatch(stem) else f"{stem}{suffix}"


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")
