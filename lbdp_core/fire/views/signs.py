"""Signs: numbers as the studies write them, with a real minus."""

from __future__ import annotations


def signed(value: float, decimals: int = 1) -> str:
    """A difference with its sign, and a real minus."""
    return f"{value:+,.{decimals}f}".replace("-", "−")


def minus(value: float, decimals: int = 1) -> str:
    """A number with a real minus, and none before a nought."""
    shown = f"{value:,.{decimals}f}"
    return shown.replace("-", "−" if any(c in "123456789" for c in shown) else "")
