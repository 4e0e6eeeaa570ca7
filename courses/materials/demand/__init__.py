"""Demand: how often each file was fetched, by day and country of the network, and never by whom."""
