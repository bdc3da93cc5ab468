"""Screens of monitoring."""
