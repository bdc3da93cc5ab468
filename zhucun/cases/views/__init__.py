"""Screens of cases."""
