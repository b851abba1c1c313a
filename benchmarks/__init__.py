"""Measurements, side by side in one run: `make bench`. Ratios are the part to trust; seconds depend on the machine."""
