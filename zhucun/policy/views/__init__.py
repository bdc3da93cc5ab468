"""Screens of rules: `rules` says what is asked, `answers` who meets it and why, `year` when it falls due."""
