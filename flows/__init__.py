"""What runs, and everything that touches the outside world."""
