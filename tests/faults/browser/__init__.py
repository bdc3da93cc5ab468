"""What may go wrong with the app on a phone: real Chromium, the app as built, the real door."""
