"""How a server shows that it knows the secret, without saying it: a hash of it with what it was asked."""

import hmac

NONCE_HEADER = "X-Onrecord-Nonce"
PROOF_HEADER = "X-Onrecord-Proof"


def proof_of(secret: str, nonce: str) -> str:
    """The HMAC (RFC 2104, SHA-256) of a nonce under the secret, in hexadecimal."""
    return hmac.new(secret.encode(), nonce.encode(), "sha256").hexdigest()
