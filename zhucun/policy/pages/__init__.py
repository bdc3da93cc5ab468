"""What the screens of this feature show: rules, answers and the year put into words, rows and pictures.

Nothing here decides, keeps or reminds; whatever does must not read its words from here.
"""
