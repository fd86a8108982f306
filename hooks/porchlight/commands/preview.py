"""`preview`: a language built and served, and a page of it opened."""

from __future__ import annotations

import json
import os
import posixpath
import subprocess
import sys
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path
from typing import Any

from ..pages.edition import Folders
from ..settings import Settings
from . import asked
from .outcome import Outcome

SERVE = Path(__file__).resolve().parents[3] / "scripts" / "serve.py"
POLL_S, WAIT_S = 0.3, 120


def run(folders: Folders, settings: Settings, options: Any) -> Outcome:
    """Serve the language until Ctrl-C, with the page opened in a browser once it is there. Edits show by themselves.

    Its address is printed then, as JSON with `--json`, since a program would wait for the end in vain; nothing is left to tell.
    Raises ProblemsError where the source cannot be read, or there is no such language or page.
    """
    portal = asked.portal(folders, settings)
    tag = asked.languages(portal, [options.language])[0]
    name = asked.catalogs(portal, [options.page])[0]
    page = name if name in portal.pages else "index"
    address = posixpath.join(f"http://127.0.0.1:{options.port}", tag, page.removesuffix("index"))
    address = address.rstrip("/") + "/"
    command = [sys.executable, str(SERVE), "--project", str(folders.project), "--language", tag]
    # What the server says is no JSON.
    out = sys.stderr if options.json else None
    server = subprocess.Popen([*command, "--address", f"127.0.0.1:{options.port}"], env={**os.environ}, stdout=out)
    told = json.dumps({"address": address}) if options.json else f"Your page: {address} (Ctrl-C ends the preview)"
    threading.Thread(target=_open_when_there, args=(address, server, told), daemon=True).start()
    try:
        code = server.wait()
    except KeyboardInterrupt:
        # The server got it too, and says good-bye by itself.
        code = server.wait()
    return Outcome(code=code)


def _open_when_there(address: str, server: subprocess.Popen, told: str) -> None:
    for _ in range(int(WAIT_S / POLL_S)):
        if server.poll() is not None:
            return
        try:
            urllib.request.urlopen(address, timeout=POLL_S * 10).close()
        except OSError:
            time.sleep(POLL_S)
            continue
        print(told, flush=True)
        webbrowser.open(address)
        return
