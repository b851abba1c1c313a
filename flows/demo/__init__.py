"""The demo: carriers' pages as they stood at past dates, served on loopback and tracked by the real pipeline."""
