#!/usr/bin/env python3
"""Preview the portal in a browser; an edited page or translation shows within a second or two.

python3 scripts/serve.py --language fr      one language only, which is fastest: its pages, no embeds, no API
"""

from __future__ import annotations

import argparse
import os

import _setup


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    _setup.project_argument(parser)
    parser.add_argument(
        "--language", action="append", default=[], metavar="TAG", help="only this language (may be repeated)"
    )
    parser.add_argument(
        "--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="where to serve (default: %(default)s)"
    )
    parser.add_argument("--open", action="store_true", help="open a browser")
    options = parser.parse_args()
    _setup.enter_venv(__file__)
    config_file = _setup.config_file(options.project)
    os.environ["PORCHLIGHT_ONLY"] = ",".join(options.language)
    # A preview is where a draft is looked at.
    os.environ["PORCHLIGHT_DRAFTS"] = "1"
    os.environ["PORCHLIGHT_PREVIEW"] = "1"

    import logging

    from mkdocs.commands.serve import serve
    from mkdocs.exceptions import MkDocsException

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    try:
        serve(config_file, open_in_browser=options.open, dev_addr=options.address)
    except (MkDocsException, OSError) as error:
        _setup.stop(" ".join(str(error).split()))
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    raise SystemExit(_setup.run(main))
