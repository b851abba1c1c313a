"""Functions for what carriers' pages are made of. Shared by three or more sources, or they stay in the source."""
