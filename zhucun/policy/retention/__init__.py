"""How long personal data is kept: what features hold, what is due, what holds it back, and the nightly run that drops it."""
