"""The built wheel in a clean environment without development tools: does it run its main job?

Usage: python tests/smoke.py WHEEL
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements.lock"


def main(wheel: str) -> None:
    with tempfile.TemporaryDirectory(prefix="hub-smoke-") as folder:
        venv.create(folder, with_pip=True)
        binaries = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        pip = [str(binaries / "python"), "-m", "pip", "install", "--quiet"]
        pip += ["--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True)
        subprocess.run([*pip, "--no-deps", wheel], check=True)
        for arguments in (["--version"], ["--help"], ["demo"]):
            ended = subprocess.run(
                [str(binaries / "hub"), *arguments],
                check=False,
                capture_output=True,
                text=True,
                encoding="utf-8",
                env={"HOME": folder, "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"},
                cwd=folder,
            )
            if ended.returncode or not ended.stdout:
                sys.exit(f"hub {' '.join(arguments)} ended with {ended.returncode}: {ended.stderr}")
        left = sorted(path.name for path in Path(folder).glob(".*"))
        if left:
            sys.exit(f"the demo left {left} in the user's home")
    print("the wheel runs")


if __name__ == "__main__":
    main(sys.argv[1])
