"""The engine: dated values, calendars, duties and verdicts. Pure Python; it knows no table and no county.

Everything it needs is handed in, so the same facts and the same duty give the same verdict
on any day and on any machine.
"""
