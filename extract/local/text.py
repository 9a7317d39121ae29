"""The text of a parsed insight, put together once."""

from spacy.tokens import Doc

_KEY = "faultline text"


def text_of(doc: Doc) -> str:
    """Return ``doc.text``, which spaCy puts together anew from all tokens whenever it is asked."""
    kept: str | None = doc.user_data.get(_KEY)
    if kept is None:
        kept = doc.user_data[_KEY] = doc.text
    return kept
