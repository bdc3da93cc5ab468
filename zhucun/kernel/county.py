"""Facts of a county: the base of every table that grows.

One thing must stay true: a statement on facts names its county. A queryset that was not told
whose facts it may read refuses to run, and a fact points to facts of its own county only.
That is what lets one code run on SQLite, on PostgreSQL and on a PostgreSQL sharded by county.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, ClassVar, NoReturn, Protocol, Self, TypeVar, cast

from django.db import models
from django.db.models import Q
from django.db.models.lookups import Exact

from zhucun.kernel.ids import uuid7

M = TypeVar("M", bound="CountyModel")


class Readable(Protocol):
    """Whose eyes a query reads with; made by accounts."""

    @property
    def county(self) -> str: ...

    def condition(self, fields: dict[str, str]) -> Q: ...


class ScopeMissing(RuntimeError):
    """A query on a county's facts was run without saying which county, and for whom."""


class CountyQuerySet(models.QuerySet[M]):
    """Refuses to run until `in_county`, `for_scope` or `unscoped` has been called."""

    _scoped = False

    def in_county(self, county_code: str) -> Self:
        """All facts of one county: for services and reports that have checked who asks."""
        return self._let(Q(county_code=county_code))

    def for_scope(self, scope: "Readable") -> Self:
        """What one reader may see: the county of the page and the reader's places, unit or own person."""
        return self._let(Q(county_code=scope.county) & scope.condition(self.model.scope_fields))

    def unscoped(self, reason: str) -> Self:
        """Every county. `reason` is listed and checked in tests/test_unscoped.py."""
        if not reason:
            raise ScopeMissing("unscoped() needs a reason")
        return self._let(Q())

    def _let(self, condition: Q) -> Self:
        allowed = self.filter(condition)
        allowed._scoped = True
        return allowed

    def _clone(self) -> Self:
        copy: Self = cast(Any, super())._clone()
        copy._scoped = self._scoped
        return copy

    def _check(self) -> None:
        if not self._scoped:
            raise ScopeMissing(f"{self.model.__name__}: call in_county(), for_scope() or unscoped() first")

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._check()
        super()._fetch_all()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """A subquery is a query too: `filter(posting__in=…)` would reach every county."""
        self._check()
        return super().resolve_expression(*args, **kwargs)

    def __or__(self, other: Any) -> Self:
        other._check()
        return super().__or__(other)

    def __xor__(self, other: Any) -> Self:
        other._check()
        return super().__xor__(other)

    def _combinator_query(self, combinator: str, *others: Any, all: bool = False) -> Self:
        for part in (self, *others):
            part._check()
        combined: Self = cast(Any, super())._combinator_query(combinator, *others, all=all)
        return combined

    def raw(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ScopeMissing("raw() cannot be pinned to a county; use a cursor and name the county")

    def iterator(self, chunk_size: int | None = None) -> Iterator[M]:
        self._check()
        return super().iterator(chunk_size)

    def aiterator(self, chunk_size: int = 2000) -> AsyncIterator[M]:
        self._check()
        return super().aiterator(chunk_size)

    def count(self) -> int:
        self._check()
        return super().count()

    def exists(self) -> bool:
        self._check()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._check()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._check()
        if "county_code" in kwargs:
            raise TypeError("a fact never changes its county")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._check()
        return super().delete()


CountyManager = models.Manager.from_queryset(CountyQuerySet)


class CountyForeignKey(models.ForeignKey[Any, Any]):
    """A link between facts of one county: every join and look-up also compares the county.

    The database key is composite (county_code, id); on PostgreSQL `AddCountyKeys` in the migration adds it.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete=on_delete, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        return name, path, args, kwargs

    def get_extra_restriction(self, alias: str, related_alias: str) -> Any:
        remote: Any = self.remote_field.model._meta.get_field("county_code")
        local: Any = self.model._meta.get_field("county_code")
        return Exact(local.get_col(alias), remote.get_col(related_alias))

    def get_extra_descriptor_filter(self, instance: models.Model) -> dict[str, Any]:
        return {"county_code": instance.county_code}  # type: ignore[attr-defined]


class CountyModel(models.Model):
    """A fact: UUIDv7 key, a county that never changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    county_code = models.CharField(max_length=6, editable=False)

    # Where a row lies for a reader: keys `place` (village code), `unit` (unit id), `user` (account id).
    scope_fields: ClassVar[dict[str, str]] = {}

    objects = CountyManager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["county_code", "id"], name="%(app_label)s_%(class)s_in_county")
        ]

    def refresh_from_db(
        self, using: str | None = None, fields: Iterable[str] | None = None, from_queryset: Any = None
    ) -> None:
        pinned = from_queryset
        if pinned is None and "county_code" in self.__dict__:
            pinned = type(self)._base_manager.using(using).filter(county_code=self.county_code)
        super().refresh_from_db(using, fields, pinned)

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *rest: Any, **more: Any) -> Any:
        # UPDATE … WHERE id alone would ask every shard, and could not be told from a stray write.
        pinned = base_qs.filter(county_code=self.county_code)
        values = [entry for entry in values if entry[0].name != "county_code"]
        return super()._do_update(pinned, using, pk_val, values, *rest, **more)
