"""The register in and out of Excel: tables as the national platform shapes them, looked over first, then written whole.

    sheet = read_register(data, Vocabulary.of(county), today=today)   # the file alone
    plan = plan_of(sheet, book)                                       # against what the county holds
    import_register(by=…, county=…, data=…, scope=…)                  # both again, and written

Nothing is written before somebody has looked over the plan and confirmed it.
"""
