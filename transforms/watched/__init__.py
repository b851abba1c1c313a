"""Pages that nobody can read yet: their visible text, and what of it differs from before."""
