"""The last pack of a county that was whole, kept beside the database: in force while the files of today have faults.

What must stay true: a clerk's slip in a pack stops nobody's work. What is kept is a copy of the files, read and checked
like any pack; with nothing kept, the fault is raised as it is. Packs that come with the product need no copy.
"""

import logging
import shutil
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from zhucun.kernel.ids import uuid7
from zhucun.policy.pack import Pack, PackError
from zhucun.policy.pack.files import layer_folders
from zhucun.policy.pack.load import PACKS, load_from, own_packs

log = logging.getLogger(__name__)
COUNTIES = "counties"
kept: set[tuple[str, str]] = set()  # county and digest
failed: dict[str, PackError] = {}  # counties that stand on what was kept, and why


def keep(county: str, pack: Pack) -> None:
    """Copy the files of a pack that was read without a fault, once for each version that this process sees."""
    own = own_packs()
    if own is None or (county, pack.digest) in kept or not (own / COUNTIES / county).is_dir():
        return
    kept.add((county, pack.digest))
    place = _place(county)
    draft = place.with_name(f"{county}.{uuid7().hex}")
    try:
        for root, _code, folder in layer_folders([own, PACKS], county):
            shutil.copytree(folder, draft / folder.relative_to(root))
        shutil.rmtree(place, ignore_errors=True)
        draft.rename(place)
    except OSError as error:  # a full disk stops nobody's work either
        log.warning("%s 的制度包没能留底：%s", county, error.strerror)
        shutil.rmtree(draft, ignore_errors=True)


def instead(county: str, files: Mapping[str, str], broken: PackError) -> Pack:
    """The pack that was kept, with what the county has set itself; raises the fault where there is none."""
    place = _place(county)
    if not place.is_dir():
        raise broken
    if county not in failed:
        log.error("%s 的制度包有误，仍按上一份无误的办。请改正后重新启动。%s", county, broken)
    failed[county] = broken
    return load_from(place, county, set_here=files or None)


def _place(county: str) -> Path:
    return Path(settings.ZHUCUN_HOME) / "packs-kept" / county
