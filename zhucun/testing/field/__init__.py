"""Lives of phones at the real door: what they do, what goes wrong between, and what became of everything in the end."""
