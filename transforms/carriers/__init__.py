"""One file per source. Nothing is registered: the folder is walked (see transforms/source.py)."""
