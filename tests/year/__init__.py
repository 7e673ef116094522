"""A year in the life of one service, day by day."""
