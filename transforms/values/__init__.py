"""From a cell's words to a number, an amount, a volume, a duration, a speed. Unknown words are errors."""
