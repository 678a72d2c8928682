"""Bench: the suite started as its own process, visited without a browser, and measured; no page knows of it."""
