"""How wrong was it? Every quarter is forecast from the quarters before it, beside the seasonal-naive rule."""

from __future__ import annotations

from lbdp_core.homelessness.evaluate.card import evaluate

__all__ = ["evaluate"]
