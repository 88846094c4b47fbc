"""An authenticator app's key in the terminal: as a QR code, and to type."""

import io

import segno


def shown_key(secret: str, address: str) -> str:
    """Return the QR code of a key's address, and the key in groups of four."""
    drawn = io.StringIO()
    # Half blocks and no colours: a square is one character wide, and a file has it as a screen has.
    segno.make_qr(address, error="m").terminal(drawn, compact=True)
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return f"{drawn.getvalue()}\nScan this with an authenticator app, or type this key: {groups}\n"
