"""Chinese dates: 3月5日, without the zero that Django writes."""

MONTH_DAY_FORMAT = "n月j日"
