"""The month's ledger: a row per cadre, a column per day, the answer in words and shape."""
