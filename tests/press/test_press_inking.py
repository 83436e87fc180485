"""The inliner has no HTTP client at hand: whatever a template says, it cannot ask anybody."""

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
asked = []
sys.addaudithook(lambda event, _: asked.append(event) if event.startswith("socket.") else None)
from digest.press.inking import inline
linked = '<link rel="stylesheet" href="https://elsewhere.example/a.css">'
said = "@import url(https://elsewhere.example/b.css); p { color: #123456 }"
out = inline(f"<html><head>{linked}<style>{said}</style></head><body><p>Open</p></body></html>", "a.mjml")
print("#123456" in out, asked, "requests" in sys.modules)
"""


def test_a_style_sheet_is_inlined_without_a_client_or_a_socket() -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env={"PYTHONPATH": str(root)}, capture_output=True, text=True, check=False
    )
    assert done.stdout.split("\n")[0] == "True [] False", done.stderr
