"""Set-up shared by the scripts, with Python's standard library only: `.venv` from the lock file, and what only tests need."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MIN_PYTHON = (3, 11)


def stop(message: str, code: int = 2) -> NoReturn:
    """End with one line on standard error. 2 is wrong usage or a broken set-up."""
    print(message, file=sys.stderr)
    raise SystemExit(code)


def run(main: Callable[[], int]) -> int:
    """A script's exit code; Ctrl-C ends it without a traceback, with the code shells give it."""
    try:
        code = main()
        # What waits to be printed meets a reader who has left here, and not after the last line that could catch it.
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # `| head` has seen enough. Python would say so once more when it closes what it prints to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # as a shell says of a program ended by SIGPIPE
    return code


def enter_venv(script: str, dev: bool = False) -> None:
    """Go on in `.venv`, made or brought up to date first; returns at once where this process already runs in it."""
    if sys.version_info < MIN_PYTHON:
        stop(f"Porchlight needs Python {'.'.join(map(str, MIN_PYTHON))} or newer; this is {sys.version.split()[0]}.")
    lock = "requirements-dev.lock" if dev else "requirements.lock"
    stamp = VENV / f".porchlight-{lock}"
    wanted = _digest(lock)
    # The longer lock holds the shorter one too.
    held = [file.read_text() for file in (stamp, VENV / ".porchlight-requirements-dev.lock") if file.is_file()]
    if wanted not in held and not (not dev and _digest("requirements-dev.lock") in held):
        _make(lock)
        stamp.write_text(wanted)
    if Path(sys.prefix).resolve() != VENV.resolve():
        arguments = [str(PYTHON), str(Path(script).resolve()), *sys.argv[1:]]
        if os.name == "nt":
            raise SystemExit(subprocess.call(arguments))
        os.execv(str(PYTHON), arguments)
    # mkdocs-material and mkdocs print advice about other products; it would drown our own lines.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")


def _digest(lock: str) -> str:
    parts = [
        (ROOT / lock).read_bytes(),
        (ROOT / "pyproject.toml").read_bytes(),
        str(ROOT).encode(),
        sys.version.encode(),
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _make(lock: str) -> None:
    print(f"Setting up .venv from {lock} (once; it takes about a minute) …", flush=True)
    if (
        not PYTHON.is_file()
        or subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode
    ):
        shutil.rmtree(VENV, ignore_errors=True)
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
        if made.returncode and _apt([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"]):
            made = subprocess.run(
                [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
            )
        if made.returncode:
            stop(
                "Python cannot make a virtual environment here; on Debian or Ubuntu, install the package python3-venv."
            )
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    _run([*pip, "--require-hashes", "-r", str(ROOT / lock)], "The packages could not be installed")
    _run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], "The engine could not be installed")


def _run(command: list[str], fault: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith("WARNING")]
        stop(f"{fault}: {lines[-1] if lines else 'pip failed'} Check the connection, delete .venv and try again.")


def need_programs(programs: dict[str, str]) -> None:
    """Install Debian packages for programs that are missing. `programs` holds the package by the program's name."""
    missing = _missing(programs)
    if missing and not _apt(missing):
        stop(f"These programs are missing: {' '.join(missing)}. Install them with your system's package manager.")


def try_programs(programs: dict[str, str]) -> None:
    """The same for programs that can be done without; once, since not every system has them."""
    tried = ROOT / ".venv" / f"tried-{'-'.join(sorted(programs))}"
    if (missing := _missing(programs)) and not tried.exists():
        _apt(missing)
        tried.touch()


def _missing(programs: dict[str, str]) -> list[str]:
    return sorted({package for program, package in programs.items() if not shutil.which(program)})


def need_modules(folder: Path) -> None:
    """Install the Node packages of a folder's package-lock.json, where they are not there as it says. None of them runs a
    script of its own.
    """
    lock, stamp = folder / "package-lock.json", folder / "node_modules/.porchlight"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    print("Installing the checkers of HTML and scripts (once) …", flush=True)
    npm = shutil.which("npm") or "npm"
    done = subprocess.run([npm, "ci", "--ignore-scripts"], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line.partition("error ")[2] for line in done.stderr.splitlines() if line.startswith("npm error ")]
        fault = next((line for line in lines if not line.startswith(("code ", "errno "))), "npm failed")
        stop(
            f"The checkers of HTML and scripts could not be installed: {fault.rstrip('.')}. Check the connection and try again."
        )
    stamp.write_text(wanted)


def _apt(packages: list[str]) -> bool:
    """Whether Debian packages could be installed."""
    if not shutil.which("apt-get"):
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    print(f"Installing Debian packages: {' '.join(packages)} …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL, "check": False}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run([*sudo, "apt-get", "update", "-q"], env=environment, **quiet)
        install = [*sudo, "apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
        return subprocess.run(install, env=environment, **quiet).returncode == 0
    except OSError:
        return False


def project_argument(parser) -> None:
    """The option all scripts share."""
    parser.add_argument(
        "--project", type=Path, default=ROOT, metavar="DIR", help="another portal folder (default: this one)"
    )


def config_file(project: Path) -> str:
    """A portal's mkdocs.yml; ends with one line where there is none."""
    file = project.resolve() / "mkdocs.yml"
    if not file.is_file():
        stop(f"{project}: there is no mkdocs.yml in this folder. Run `python3 scripts/new.py {project}` to make one.")
    return str(file)
