"""Read the numbers of a text, in figures and in words, with their scale.

Libraries that do this are either no longer kept or bring a classifier and inflection tables with them; the grammar of
English number words is small enough to state here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen",
]  # fmt: skip
_ONES += [
    "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
]  # fmt: skip
_VALUES = {word: float(i) for i, word in enumerate(_ONES)} | {word: 20.0 + 10 * i for i, word in enumerate(_TENS)}
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SUFFIXES = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "t": 1e12,
    "tn": 1e12,
    "trn": 1e12,
}
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twelfth": 12, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100,
}  # fmt: skip

_SCALE = rf"(?:{'|'.join(_SCALES)})"
_SMALL = rf"(?:{'|'.join(sorted(_VALUES, key=len, reverse=True))})"
_DIGITS = re.compile(
    rf"""(?<![\w.])(?<![A-Za-z]-)(?<!\d[,:/])
    (?P<value>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
    (?:(?P<suffix>k|mn?|mln|bn?|bln|tn|trn|t)(?![\w])|\s(?P<apart>bn|mn|tn)\b|[\s-](?P<scale>{_SCALE})\b)?
    (?![\w]|[,.:/]\w|\(\w\))|(?<![\w.])(?P<unit>\d+(?:\.\d+)?)(?=(?:[kmgt]wh?|(?-i:x)|p)\b)""",
    re.I | re.X,
)
_WORDS = re.compile(
    rf"""\b(?:(?P<lead>an?|half\ an?|a\ quarter\ of\ an?)\s+(?P<big>hundred|dozen|{_SCALE})(?:\s+(?P<bigger>{_SCALE}))?
    |(?P<run>{_SMALL}(?:[\s-]+(?:and\s+)?(?:{_SMALL}|hundred))*)(?P<half>\ and\ a\ half)?
      (?:[\s-]+(?P<scale>{_SCALE}|dozen))?)\b""",
    re.I | re.X,
)
_FRACTION = re.compile(
    rf"""\b(?:(?P<top>an?|{_SMALL})[\s-](?P<bottom>{"|".join(_PARTS)})s?
    |(?P<some>{_SMALL}|\d{{1,2}})(?:\s+[\w' ]{{3,28}}?)??\s+(?:in|out\ of|of\ every)\s+(?:every\s+)?
      (?P<all>{_SMALL}|\d{{1,3}}\b)(?!\s*(?:years|months|{_SCALE}))
    |(?P<half>half))\b""",
    re.I | re.X,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at a place of a text: ``value * scale``.

    Attributes
    ----------
    form
        "digits", "words" or "fraction"; a fraction's value is in percent.
    """

    start: int
    end: int
    value: float
    scale: float
    form: str


def find_numbers(text: str) -> list[Number]:
    """Return the numbers of `text` in order, none overlapping another.

    Examples
    --------
    >>> [(n.value, n.scale) for n in find_numbers("forty-seven jets, 1.2bn euros and half a million people")]
    [(47.0, 1.0), (1.2, 1000000000.0), (0.5, 1000000.0)]
    >>> [n.value for n in find_numbers("two-thirds of it")]
    [66.7]
    """
    every = sorted((*_digits(text), *_words(text), *_fractions(text)), key=lambda n: (n.start, -n.end, n.form))
    found: list[Number] = []
    for number in every:
        if not found or number.start >= found[-1].end:
            found.append(number)
    return found


def _digits(text: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        value = float((match["value"] or match["unit"]).replace(",", ""))
        suffix, scale = (match["suffix"] or match["apart"] or "").lower(), (match["scale"] or "").lower()
        yield Number(match.start(), match.end(), value, _SUFFIXES.get(suffix, _SCALES.get(scale, 1.0)), "digits")


def _words(text: str) -> Iterator[Number]:
    for match in _WORDS.finditer(text):
        if match["lead"]:
            big = match["big"].lower()
            part = {"half": 0.5, "a quarter": 0.25}.get(
                match["lead"].lower().rpartition(" a")[0].removesuffix(" of"), 1.0
            )
            value, scale = part * {"hundred": 100.0, "dozen": 12.0}.get(big, 1.0), _SCALES.get(big, 1.0)
            if match["bigger"]:
                scale *= _SCALES[match["bigger"].lower()]
        else:
            scale_word = (match["scale"] or "").lower()
            value = _run(match["run"]) + (0.5 if match["half"] else 0.0)
            value, scale = value * (12.0 if scale_word == "dozen" else 1.0), _SCALES.get(scale_word, 1.0)
        yield Number(match.start(), match.end(), value, scale, "words")


def _run(words: str) -> float:
    """Return the value of number words below a thousand, such as "three hundred and ten"."""
    value = 0.0
    for word in re.split(r"[\s-]+", words.lower()):
        if word == "hundred":
            value = max(value, 1.0) * 100
        else:
            value += _VALUES.get(word, 0.0)  # "and" counts nothing
    return value


def _fractions(text: str) -> Iterator[Number]:
    for match in _FRACTION.finditer(text):
        if match["half"]:
            top, bottom = 1.0, 2.0
        elif match["some"]:
            top, bottom = _plain(match["some"]), _plain(match["all"])
        else:
            top, bottom = _VALUES.get(match["top"].lower(), 1.0), float(_PARTS[match["bottom"].lower()])
        if 0 < top < bottom:
            yield Number(match.start(), match.end(), round(100 * top / bottom, 1), 1.0, "fraction")


def _plain(word: str) -> float:
    return float(word) if word.isdigit() else _VALUES[word.lower()]
