"""Documents: papers and ledgers, made from what is already held."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "zhucun.documents"
    verbose_name = "文书档案"

    def ready(self) -> None:
        from zhucun.documents import own_sources
        from zhucun.documents.archives import own

        own_sources.offer_all()
        own.offer_all()
