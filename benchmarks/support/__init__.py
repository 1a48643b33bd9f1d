"""The support gate on sentences that are known to be faithful or not: how many it tells apart."""
