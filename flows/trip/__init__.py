"""What a trip costs: the cheapest ways to have data and calls home, by day and place (docs/trip-cost.md)."""
