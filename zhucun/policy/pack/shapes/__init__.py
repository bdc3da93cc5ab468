"""What each kind of pack file may contain; everything not named here is refused."""
