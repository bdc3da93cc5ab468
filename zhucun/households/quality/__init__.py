"""数据核对: what in the register cannot be right, or is missing, as rules with counts and the very rows.

A rule is a set query; it says what to look at, never that anybody did something wrong. Features above offer rules of
their own with `registry.offer`.
"""
