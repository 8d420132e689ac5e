"""The annotator needs no network, no training extra and no spaCy."""

import sys

from tests.waiting import ran

PROGRAM = """
import socket, sys

def refuse(*_):
    raise AssertionError("the network was asked for")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
for name in ("torch", "transformers", "spacy", "onnx", "safetensors", "prefect"):
    sys.modules[name] = None
from flows.derive.annotate.choose import annotator_for
body = "Jane Roe left Iraq on Monday."
seen = annotator_for().annotate(body, [(0, len(body))])
print([body[a:b] for a, b in zip(seen.name_starts, seen.name_ends)])
"""


def test_names_are_found_with_the_network_blocked() -> None:
    """In a fresh process in which sockets fail and extras can't be imported, the annotator works."""
    result = ran([sys.executable, "-c", PROGRAM], check=True)
    assert "Jane Roe" in result.stdout
    assert "Iraq" in result.stdout
