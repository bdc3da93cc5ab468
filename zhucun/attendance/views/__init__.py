"""Screens of presence: `months` are looked at and settled, `entries` are written and corrected."""
