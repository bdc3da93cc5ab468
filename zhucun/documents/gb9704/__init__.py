"""Official papers by GB/T 9704-2012: a frozen tree in, an editable Word file out, the same bytes every time."""
