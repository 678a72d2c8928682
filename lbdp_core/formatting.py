"""Figures as people write them: thousands commas, a real minus, pounds in front, and no more digits than are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

LARGE = 100  # from here on, decimals are noise
MILLIONS = ((1e9, " bn"), (1e6, " m"))
LONG = 1e6  # pounds from which noughts are said in words
CHANCES = "8 chances in 10"
SPELT = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(value: float | None, decimals: int = 0, unit: str = "", sign: bool = False, known: bool = False) -> str:
    """A figure with thousands commas, a real minus, and a pound sign in front where the unit is pounds.

    decimals: below nought, so many significant figures instead: -3 for an estimate of many people.
    known: a sum of money that follows from what was set, not an estimate: every pound is said.

    >>> number(-46256.6, 0, "£ over 5 years"), number(0.5, 1, sign=True), number(2_666_735_163.0, 0, "£ a year")
    ('−£46,300', '+0.5', '£2.67 bn')
    >>> number(76_036.4, -3, "people"), number(57.46, -3, "people")
    ('76,000', '57')
    """
    if value is None:
        return "–"
    rounded = decimals <= 0 and abs(value) < LARGE  # whole anyway: rounding twice could be off by one
    if (unit.startswith("£") or decimals < 0) and not known and not rounded:
        value = significant(value, -decimals if decimals < 0 else 3)
    shown = f"{abs(value):,.{0 if abs(value) >= LARGE else max(decimals, 0)}f}"
    if unit.startswith("£") and not known and abs(value) >= LONG:
        size, word = next((size, word) for size, word in MILLIONS if abs(value) >= size)
        shown = f"{abs(value) / size:.3g}{word}"
    zero = not any(c in "123456789" for c in shown)
    minus = "" if zero else "−" if value < 0 else "+" if sign else ""
    return f"{minus}£{shown}" if unit.startswith("£") else f"{minus}{shown}"


def people(value: float | None) -> str:
    """A count as a sentence has it: whole, to three significant figures, with a real minus.

    >>> people(20_154.3), people(-56.2), people(57.46), people(1_567_890)
    ('20,200', '−56', '57', '1,570,000')
    """
    return number(value, -3)


def signed(value: float | None) -> str:
    """A change of a count, with its sign.

    >>> signed(1234), signed(-56.4), signed(0.2)
    ('+1,230', '−56', '0')
    """
    return number(value, -3, sign=True)


def span(low: float, high: float, say: Callable[[float], str] = people) -> str:
    """From one end to the other, each as `say` has it.

    >>> span(9_312, 23_344), span(-1.26, 0.5, lambda v: number(v, 1, sign=True))
    ('9,310 to 23,300', '−1.3 to +0.5')
    """
    return f"{say(low)} to {say(high)}"


def spans(lows: Iterable[float], highs: Iterable[float], say: Callable[[float], str] = people) -> list[str]:
    """The same down two columns of a table.

    >>> spans([1, 20], [5, 1_234])
    ['1 to 5', '20 to 1,230']
    """
    return [span(low, high, say) for low, high in zip(lows, highs, strict=True)]


def cell(name: str, value: object) -> str:
    """A cell of a table of words; columns named a chance hold probabilities.

    >>> cell("Visits", 1234.5), cell("Chance of a rise", 0.071), cell("Place", "Brent"), cell("Rate", float("nan"))
    ('1,234.50', '7 %', 'Brent', '–')
    """
    if not isinstance(value, float):
        return str(value)
    if value != value:
        return "–"
    return f"{100 * value:.0f} %" if name.startswith("Chance") else f"{value:,.2f}"


def pounds(value: float) -> str:
    """A sum of money as a sentence says it.

    >>> pounds(1_500_000), pounds(40_000)
    ('£1.5 million', '£40,000')
    """
    return number(value, 0, "£").replace(" m", " million")


def plural(count: int, what: str) -> str:
    """So many of a thing.

    >>> plural(1, "quarter"), plural(8, "quarter")
    ('1 quarter', '8 quarters')
    """
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def capital(text: str) -> str:
    """A text with a capital, and nothing else of it changed.

    >>> capital("people with COPD")
    'People with COPD'
    """
    return f"{text[:1].upper()}{text[1:]}"


def percent(value: float | None, decimals: int = 1, sign: bool = False) -> str:
    """A share as people write it: no space before the sign, a real minus.

    >>> percent(0.1067), percent(-0.0119, sign=True), percent(0.212, 0), percent(None)
    ('10.7%', '−1.2%', '21%', '–')
    """
    return "–" if value is None else f"{100 * value:{'+' if sign else ''}.{decimals}f}%".replace("-", "−")


def significant(value: float, figures: int = 3) -> float:
    """A figure to three digits: more would claim what no estimate of it holds.

    >>> significant(4384.2), significant(-46256.6)
    (4380.0, -46300.0)
    """
    return float(f"{value:.{figures - 1}e}")


def fine(decimals: int, *sizes: float | None) -> int:
    """Decimals that small figures need so that they do not read as none.

    >>> fine(1, 0.02, -0.05), fine(1, 12.0)
    (3, 1)
    """
    size = max((abs(s) for s in sizes if s is not None), default=0.0)
    return decimals if size >= 1 or not size else max(decimals, 2 if size >= 0.1 else 3)


def month(day: str) -> str:
    """An ISO date as people say it, no more exact than a month; anything else as it is.

    >>> month("2021-12-31"), month("2024-06"), month("2021"), month("Census 2021")
    ('December 2021', 'June 2024', '2021', 'Census 2021')
    """
    try:
        return day if len(day) == 4 else date.fromisoformat(day if len(day) > 7 else f"{day}-01").strftime("%B %Y")
    except ValueError:
        return day


def fraction(share: float) -> str:
    """A probability from draws: never nought and never certain, which no number of draws can show.

    >>> fraction(0.072), fraction(0.0), fraction(0.999)
    ('7%', 'under 1%', 'over 99%')
    """
    return "under 1%" if share < 0.01 else "over 99%" if share > 0.99 else f"{100 * share:.0f}%"


CERTAINTY = (
    (0.99, "almost certain"),
    (0.9, "very likely"),
    (0.66, "likely"),
    (0.34, "about as likely as not"),
    (0.1, "unlikely"),
    (0.01, "very unlikely"),
)


def certainty(chance: float, does: str) -> str:
    """How likely it is that something happens, in words with the number beside them.

    >>> certainty(0.95, "to rise"), certainty(0.52, "to fall")
    ('very likely to rise (95%)', 'about as likely as not to fall (52%)')
    >>> certainty(0.0, "to rise")
    'almost certain not to rise (over 99%)'
    """
    if chance < CERTAINTY[-1][0]:
        chance, does = 1 - chance, f"not {does}"
    words = next(words for least, words in CERTAINTY if chance >= least)
    return f"{words} {does} ({fraction(chance)})"


def spelt(count: float) -> str:
    """A small whole number in words.

    >>> spelt(2), spelt(2.5), spelt(12)
    ('two', '2.5', '12')
    """
    return SPELT[int(count)] if count in range(len(SPELT)) else f"{count:,.10g}"


def joined(names: Iterable[str], word: str = "and") -> str:
    """Names as a sentence lists them.

    >>> joined(["claims"]), joined(["claims", "grants", "notice"]), joined(["CSV", "Excel"], "or"), joined([])
    ('claims', 'claims, grants and notice', 'CSV or Excel', 'none')
    """
    *first, last = list(names) or ["none"]
    return f"{', '.join(first)} {word} {last}" if first else last


def likely(low: str, high: str, chances: str = CHANCES) -> str:
    """A range as it stands in brackets after its figure.

    >>> likely("66,000", "90,000")
    '(8 chances in 10: 66,000 to 90,000)'
    """
    return f"({chances}: {low} to {high})"


def fewer_or_more(value: float, say: Callable[[float], str], words: tuple[str, str] = ("fewer", "more")) -> str:
    """A difference in words, without a sign.

    >>> fewer_or_more(-3, str), fewer_or_more(0.2, str, ("worse", "better"))
    ('3 fewer', '0.2 better')
    """
    return f"{say(abs(value))} {words[value > 0]}"


def between(low: float, high: float, say: Callable[[float], str]) -> str:
    """The range of a difference in words: its sign is said only where it is not known.

    >>> between(-5, -3, str), between(-5, 3, str)
    ('between 3 and 5', 'between 5 fewer and 3 more')
    """
    if low * high < 0:
        return f"between {fewer_or_more(low, say)} and {fewer_or_more(high, say)}"
    near, far = sorted((abs(low), abs(high)))
    return f"between {say(near)} and {say(far)}"


def change_span(low: float, high: float, say: Callable[[float], str], words: tuple[str, str]) -> str:
    """The range of a change in words: the direction once where both ends have it.

    >>> change_span(-1.3, -0.1, str, ("fewer", "more")), change_span(-5, 3, str, ("less", "more"))
    ('0.1 to 1.3 fewer', '5 less to 3 more')
    """
    if low * high < 0:
        return f"{fewer_or_more(low, say, words)} to {fewer_or_more(high, say, words)}"
    near, far = sorted((low, high), key=abs)
    return f"{say(abs(near))} to {fewer_or_more(far, say, words)}"


def against_nothing(change: float, low: float, high: float, say: Callable[[float], str], what: str) -> str:
    """What a change does to a count, as the end of a sentence: "It would mean ...".

    >>> against_nothing(-4, -5, -3, str, "fires"), against_nothing(2, 2, 2, str, "people")
    ('4 fewer fires than if nothing changed (between 3 and 5)', '2 more people than if nothing changed')
    >>> against_nothing(1, 1, 1, str, "fires")
    '1 more fire than if nothing changed'
    """
    known = "" if say(low) == say(high) else f" ({between(low, high, say)})"
    if say(abs(change)) == "1":
        what = what.removesuffix("s")
    if say(abs(change)) == say(0):
        return f"about as many {what} as if nothing changed{known}"
    return f"{fewer_or_more(change, say)} {what} than if nothing changed{known}"
