"""What somebody else has written tells a terminal nothing, and stays what it is."""

import json

from ops.deployment.terminal import plain, plain_json

# ESC, CSI and DEL, what turns text around, ends of lines, half a character, and a private one.
HOSTILE = "\x1b[2J\x9b2J\x7f\u202e\u2028\x85\r\n\ud800\U000f0000"


def test_a_text_is_one_line_without_controls() -> None:
    assert plain(f"Zoë {HOSTILE} 木").isprintable()
    assert plain("Zoë 木 🙂") == "Zoë 木 🙂"


def test_json_has_no_controls_and_is_the_same_value() -> None:
    value = {"name": f"Zoë {HOSTILE} 木", HOSTILE: [HOSTILE]}
    text = plain_json(value)
    assert all(line.isprintable() for line in text.split("\n"))
    assert json.loads(text) == value
    assert text.encode()
    assert "Zoë" in text
