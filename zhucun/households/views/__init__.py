"""Screens of the register of households."""
