"""What the pack commands share: no database, a sentence for what is wrong, and files written where they are asked for."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhucun.policy.pack.problems import PackError


class PackCommand(BaseCommand, ABC):
    """A command over pack files alone; `tell` does the work."""

    requires_system_checks = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.tell(options)
        except PackError as broken:
            raise CommandError(str(broken)) from broken
        except OSError as error:
            what = f"无法读写 {error.filename}：{error.strerror}。请检查位置和权限。"
            raise CommandError(what) from error

    @abstractmethod
    def tell(self, options: dict[str, Any]) -> None:
        """What the command was asked for, as `options` say."""

    def give(self, text: str, out: Path | None) -> None:
        """To the file that was asked for, else to the screen."""
        if out is None:
            self.stdout.write(text, ending="")
            return
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8")
        self.stdout.write(f"已写到 {out}。")
