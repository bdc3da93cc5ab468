"""Flows: what must be settled goes from state to state, by steps that named people take within terms.

Pure: a definition, a case, an act and the day give an event; events give the case. Nothing is written here.
"""
