"""What `make` runs: standard library only, because it works before anything is installed."""
