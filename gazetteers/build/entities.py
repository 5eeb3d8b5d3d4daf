"""Make the gazetteers of places, people and organisations from their packages.

Each module named below makes one file (companies.py two) and says at its head
where the names come from and which it leaves out.  Later files leave out what
earlier ones hold, so the order matters to no file's bytes but to the reader.
"""

from __future__ import annotations

import admin1
import brands
import cities
import companies
import countries
import features
import historical
import institutions
import universities

FILES = {
    "places/countries.csv": countries.build,
    "places/admin1.csv": admin1.build,
    "places/cities.csv": cities.build,
    "places/features.csv": features.build,
    "people/historical.csv": historical.build,
    "people/executives.csv": companies.build_executives,
    "organisations/companies.csv": companies.build,
    "organisations/brands.csv": brands.build,
    "organisations/wordnet.csv": institutions.build,
    "organisations/universities.csv": universities.build,
}


def main() -> None:
    for path, build in FILES.items():
        print(f"{build():7,} rows  gazetteers/{path}")
