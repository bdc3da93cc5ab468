"""Dispatch: who is stationed in which village, for whom, until when."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "zhucun.dispatch"
    verbose_name = "派驻"

    def ready(self) -> None:
        from zhucun.dispatch import held, ledger_source, measures, merging, paper_source
        from zhucun.engine.duty import Subject
        from zhucun.places import registry
        from zhucun.policy import registry as duties

        registry.on_merge(merging.follow)
        registry.on_merge_preview(merging.foresee)
        duties.offer_postings("dispatch.postings", measures.posted)
        duties.offer_own_postings("dispatch.postings", measures.own_posted)
        duties.offer_states("dispatch.team_size", measures.team_size)
        duties.offer_members("dispatch.postings", measures.posting_members)
        duties.offer_members("places.villages", measures.village_members)
        duties.offer_labels(Subject.POSTING, measures.posting_labels)
        duties.offer_labels(Subject.PERSON, measures.person_labels)
        paper_source.offer_all()
        held.offer_all()
        ledger_source.offer()
