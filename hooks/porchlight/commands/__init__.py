"""What `scripts/translate.py` does, a command a module: each takes a portal's folders and settings and returns an `Outcome`."""
