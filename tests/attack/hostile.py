"""What somebody types, names and links who means harm: one list for every door, page and file.

`LBDP_ATTACK=1` tries as many as docs/trust.md promises; without it a few of each kind are tried.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from urllib.parse import quote

from hypothesis import strategies as st

from lbdp_core.theme import Theme

DEEP = bool(os.environ.get("LBDP_ATTACK"))
CANARY = "Zuleika Quibblethwaite"  # a name that stands nowhere else

SCRIPT = "alert(document.title='owned')"
PAYLOADS = (
    f"<script>{SCRIPT}</script>",
    f"<img src=x onerror={SCRIPT}>",
    f"<svg onload={SCRIPT}>",
    f"<iframe src='javascript:{SCRIPT}'></iframe>",
    f"<a href='javascript:{SCRIPT}'>here</a>",
    f"<details open ontoggle={SCRIPT}>",
    f"<body onload={SCRIPT}>",
    f"<input autofocus onfocus={SCRIPT}>",
    f"<math><mtext><style><img src=x onerror={SCRIPT}></style>",
    f"<style>@import 'http://evil.example/{SCRIPT}'</style>",
    "<link rel=stylesheet href=http://evil.example/x.css>",
    "<base href=http://evil.example/>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'>",
    "<object data=http://evil.example/x></object>",
    "<form action=http://evil.example><button>go",
    f"'\"><script>{SCRIPT}</script>",
    f"</title><script>{SCRIPT}</script>",
    f"</script><script>{SCRIPT}</script>",
    f"--><script>{SCRIPT}</script>",
    f"]]><script>{SCRIPT}</script>",
    f"&lt;script&gt;{SCRIPT}&lt;/script&gt;",
    f"%3Cscript%3E{SCRIPT}%3C/script%3E",
    f"\\u003cscript\\u003e{SCRIPT}\\u003c/script\\u003e",
    f"＜script＞{SCRIPT}＜/script＞",
    "![x](http://evil.example/x.png)",
    f"[here](javascript:{SCRIPT})",
    "[here](http://evil.example)",
    "<http://evil.example>",
    "http://evil.example/?q=1",
    "www.evil.example",
    "mail@evil.example",
    "[a]: http://evil.example 'b'",
    ":material/home: :red[red] $\\href{http://evil.example}{x}$",
    "`code` **bold** # heading | table | :---: |",
    "{{constructor.constructor('return 1')()}} ${7*7} #{7*7} <%= 7*7 %>",
    '=HYPERLINK("http://evil.example","here")',
    "=cmd|' /C calc'!A0",
    "../../etc/passwd",
    "CON\u202etxt.exe",
    "x" * 3_000,
)

TRIGGERS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "\0=", " =", "\u00a0=", "＝", "＋", "－", "＠", "'=", '"=')
CALLS = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://evil.example")', "SUM(A1:A9)", 'DDE("cmd";"/C calc")', "A1")
TEXTS = st.one_of(
    st.text(max_size=24),
    st.builds("".join, st.tuples(st.sampled_from(TRIGGERS), st.sampled_from(CALLS))),
    st.builds("".join, st.tuples(st.sampled_from(TRIGGERS), st.text(max_size=12))),
)


def many(quick: int, deep: int) -> int:
    """How many to try: few in every run, as many as are promised on demand."""
    return deep if DEEP else quick


def link(theme: Theme, seed: int) -> Iterator[tuple[str, str]]:
    """The parameters of a link that nobody's page wrote: names that there are and that there are not, any text."""
    die = random.Random(f"{theme.slug} {seed}")
    names = [f"{theme.slug}.{name}" for name in theme.levers.specs()]
    names += ["view", "step", "code", "presenter", "borough", "saved", "embed", "embed_options"]
    names += [f"{theme.slug}.{name}" for name in ("saved", "against", "look", "beside", "colour", "area", "topic", "x")]
    for name in die.sample(names, die.randint(1, 6)):
        yield name, die.choice(VALUES)(die)
    if die.random() < 0.2:
        yield die.choice(PAYLOADS)[:100], "1"


def _number(die: random.Random) -> str:
    return die.choice(("1e309", "-1e309", "nan", "inf", "9" * 400, "-0", "0x10", "1_000", "١٢", "1e-320", "½", "1,5"))


def _text(die: random.Random) -> str:
    return "".join(chr(die.choice((die.randrange(1, 0x250), die.randrange(0x2000, 0x2070)))) for _ in range(12))


VALUES = (
    _number,
    _text,
    lambda die: die.choice(PAYLOADS)[:500],
    lambda die: quote(die.choice(PAYLOADS)[:200]),
    lambda die: str(die.randint(-(10**6), 10**6)),
    lambda die: ",".join(f"{_text(die)[:3]}={_number(die)}" for _ in range(die.randint(1, 30))),
    lambda die: ";".join(f"{die.choice(PAYLOADS)[:30]}:visits={_number(die)}" for _ in range(die.randint(1, 20))),
)  # fmt: skip
