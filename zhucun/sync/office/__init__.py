"""The office's side of phones: screens under 系统 → 手机, and one's own phones."""
