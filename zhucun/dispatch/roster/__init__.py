"""派驻名册: a county's postings out of one Excel sheet.

    sheet = read_roster(data, today=clock.today())   # the file alone
    preview = preview_roster(sheet, book)            # against what the county holds

Pure: nothing here reads or writes a database. `dispatch.queries.roster_book` makes the book and
`dispatch.services.import_roster` carries a preview out.
"""
