"""Names from a spaCy pipeline, for the setting `ingest.annotator`.

    pip install spacy && python -m spacy download en_core_web_sm

    # site.toml
    [ingest]
    annotator = ["python3", "spacy_names.py", "en_core_web_sm"]

Reads one JSON object a line, {"id", "text", "language", ...}; writes one a line, {"id", "mentions":
[{"start", "end", "type"}]}, offsets in code points. A document in another language than the
pipeline's gets no names. Mentions may carry "tier": "review" where they are to be looked at first.
"""

import json
import sys

import spacy

TYPES = {"PERSON": "person", "PER": "person", "ORG": "organization",
         "GPE": "place", "LOC": "place", "FAC": "place"}

nlp = spacy.load(sys.argv[1] if len(sys.argv) > 1 else "en_core_web_sm")


def mentions(text):
    for entity in nlp(text).ents:
        kind = TYPES.get(entity.label_)
        start, end = entity.start_char, entity.end_char
        if text[start:end].lower().startswith("the "):
            start += 4
        if text[start:end].endswith(("'s", "\u2019s")):
            end -= 2
        if kind and start < end:
            yield {"start": start, "end": end, "type": kind}


for line in sys.stdin:
    document = json.loads(line)
    known = document.get("language") in (None, nlp.lang)
    found = list(mentions(document["text"])) if known else []
    print(json.dumps({"id": document["id"], "mentions": found}), flush=True)
