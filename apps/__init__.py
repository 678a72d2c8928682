"""The commands and the screen."""

import os

# Before numpy is imported: matrices here are small, and a second thread on a busy machine costs more than it brings.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
