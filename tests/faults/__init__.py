"""Faults between phones and the door: simulated phones, what stands between, and a checker of what became of everything."""
