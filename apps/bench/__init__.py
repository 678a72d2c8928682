"""Bench: the suite started as its own process, visited without a browser, and measured. The pages know nothing of it."""
