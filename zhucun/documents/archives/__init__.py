"""The archive of a village: a checklist that fills itself, what is missing by name, and the whole as numbered folders."""
