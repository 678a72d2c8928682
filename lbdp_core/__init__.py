"""The core of the suite: loaders, models and explanations. It knows no screen.

A folder is a theme, a file is shared. See ARCHITECTURE.md for the walk of the data.
"""
