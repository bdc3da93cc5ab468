"""Measuring: pages, sheets, decisions and rosters of an invented county, in a database made for it and for nothing else."""
