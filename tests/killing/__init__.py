"""Killing acts half-way: a small county in a home of its own, put back before each act and looked over after each kill."""
