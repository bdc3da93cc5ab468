"""A process that is ready to serve: every screen imported, and what is loaded left out of later garbage collections.

A full collection walks everything that was ever imported, some 100,000 objects, while a reader waits about 70 ms.
"""

import gc

from django.urls import resolve


def settle() -> None:
    """Call once, when nothing but the program itself has been loaded."""
    resolve("/accounts/login/")  # imports the screens, which the first reader would otherwise wait for
    gc.collect()
    gc.freeze()
