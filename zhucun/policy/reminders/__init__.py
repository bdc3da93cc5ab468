"""Reminders: what is due and what is at risk, told once on a workday to those who owe it."""
