"""A London of two boroughs and six LSOAs in the publishers' layouts, small enough to work out by hand.

Of 2011 it had A to E: A and B are unchanged (LSOAs 1 and 2), C was split (3 and 4), D and E were merged (5);
F is unchanged (6). LSOAs are squares of 0.01 degrees in two rows of three; Barnet is the southern row.
"""

import json
from pathlib import Path

import pandas as pd

CODES = tuple(f"E0100000{k}" for k in range(1, 7))
NAMES = ("Barnet 001A", "Barnet 001B", "Barnet 001C", "Camden 001A", "Camden 001B", "Camden 001C")
BOROUGH = ("E09000003",) * 3 + ("E09000007",) * 3
BOROUGH_NAMES = {"E09000003": "Barnet", "E09000007": "Camden"}
OLD = tuple(f"E0109000{k}" for k in "ABCDEF")
PAIRS = (
    ("A", 1, "U"),
    ("B", 2, "U"),
    ("C", 3, "S"),
    ("C", 4, "S"),
    ("D", 5, "M"),
    ("E", 5, "M"),
    ("F", 6, "U"),
)
PEOPLE = dict(zip(OLD, (1000, 1000, 1000, 300, 900, 1000), strict=True))
RANK = dict(zip(OLD, (29_199, 2_000, 3_000, 4_000, 8_000, 6_000), strict=True))


def square(k: int, across: int = 1) -> dict[str, object]:
    """The GeoJSON square of LSOA `k` (from 0), or a bar of several."""
    west, south = -0.2 + 0.01 * (k % 3), 51.5 + 0.01 * (k // 3)
    east, north = west + 0.01 * across, south + 0.01
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [[[round(x, 6), round(y, 6)] for x, y in ring]]}


def geojson(path: Path, rows: list[tuple[dict[str, str], dict[str, object]]]) -> None:
    features = [{"type": "Feature", "properties": p, "geometry": g} for p, g in rows]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")


def counts(path: Path, column: str, categories: dict[str, int]) -> None:
    """A census table in long form, the same in every area."""
    rows = [(code, name, n) for code in CODES for name, n in categories.items()]
    pd.DataFrame(rows, columns=["lsoa21_code", column, "n"]).to_csv(path, index=False)


def write(raw: Path) -> Path:
    """Every file that the shared tables need, into a folder that may be new."""
    raw.mkdir(parents=True, exist_ok=True)
    shapes(raw)
    census(raw)
    indices(raw)
    return raw


def shapes(raw: Path) -> None:
    lsoas = [({"LSOA21CD": c, "LSOA21NM": n}, square(k)) for k, (c, n) in enumerate(zip(CODES, NAMES, strict=True))]
    geojson(raw / "a.geojson", lsoas)
    bars = [("E05000001", "East", "E09000003", 0), ("E05000002", "Kentish Town", "E09000007", 3)]
    wards = [({"WD25CD": c, "WD25NM": n, "LAD25CD": b}, square(k, 3)) for c, n, b, k in bars]
    geojson(raw / "b.geojson", wards)
    geojson(
        raw / "c.geojson",
        [({"LAD22CD": b, "LAD22NM": BOROUGH_NAMES[b]}, square(k, 3)) for _, _, b, k in bars],
    )
    lookup = pd.DataFrame({"lsoa21_code": CODES, "ltla24_code": BOROUGH})
    lookup["ward24_code"] = ["E05000001"] * 3 + ["E05000002"] * 3
    lookup["ward24_name"] = ["East"] * 3 + ["Kentish Town"] * 3
    lookup.to_csv(raw / "d.csv", index=False)
    pairs = [(f"E0109000{old}", f"E0100000{new}", change) for old, new, change in PAIRS]
    columns = ["lsoa11_code", "lsoa21_code", "change_code"]
    pd.DataFrame(pairs, columns=columns).to_csv(raw / "e.csv", index=False)


def census(raw: Path) -> None:
    tenure = {"Owned: Owns outright": 20, "Owned: Owns with a mortgage or loan": 25, "Lives rent free": 1}
    tenure |= {"Shared ownership: Shared ownership": 5, "Social rented: Other social rented": 30}
    counts(raw / "f.csv", "tenure", tenure | {"Private rented: Other private rented": 19})
    homes = {"Detached": 10, "Semi-detached": 20, "Terraced": 30, "In a commercial building, for example": 1}
    homes |= {"In a purpose-built block of flats or tenement": 25, "Part of a converted or shared house": 8}
    homes |= {"Part of another converted building": 4, "A caravan or other mobile or temporary structure": 2}
    counts(raw / "g.csv", "type", homes)
    rooms = {"+2 or more (under-occupied)": 30, "+1 (under-occupied)": 30, "0 (ideal)": 25}
    counts(raw / "h.csv", "occupancy_rating", rooms | {"-1 (overcrowded)": 10, "-2 or less (overcrowded)": 5})
    in_ = "Household is deprived in {} dimension"
    depth = {in_.format("one"): 30, in_.format("two") + "s": 12, in_.format("three") + "s": 6}
    depth |= {in_.format("four") + "s": 2, "Household is not deprived in any dimension": 50}
    counts(raw / "i.csv", "deprivation_dimensions", depth)
    disability = {"Disabled under the Equality Act": 30, "Not disabled under the Equality Act": 170}
    counts(raw / "j.csv", "disability", disability)
    ages = {"Aged 15 years and under": 40, "Aged 16 to 24 years": 20, "Aged 25 to 34 years": 40}
    counts(raw / "k.csv", "Age (5 categories)", ages | {"Aged 35 to 49 years": 50, "Aged 50 years and over": 50})
    groups = {"Asian, Asian British or Asian Welsh": 40, "Black, Black British": 30, "White": 100}
    groups |= {"Mixed or Multiple ethnic groups": 20, "Other ethnic group": 10}
    counts(raw / "l.csv", "ethnic_group", groups)


def indices(raw: Path) -> None:
    old = pd.DataFrame({"lsoa11_code": OLD})
    domains = ("Income", "Employment", "Education", "Health", "Crime", "Housing_and_Access", "Environment")
    ranks = {f"{domain}_rank": 100.0 for domain in domains}
    old.assign(IMD_rank=RANK.values(), **ranks).to_csv(raw / "m.csv", index=False)
    old.assign(Indoors_rank=50.0, Outdoors_rank=60.0).to_csv(raw / "n.csv", index=False)
    ill, older = (
        "comparative_illness_and_disability_ratio_indicator",
        "income_deprivation_affecting_older_people",
    )
    indicators = {
        ill: [90, 100, 110, 120, 80, 130],
        f"{older}_index_idaopi_numerator": [10, None, 30, 30, 60, 999],
    }
    old.assign(**indicators).to_csv(raw / "o.csv", index=False)
    ages = {str(a): 0 for a in range(60)} | {str(a): 4 for a in range(60, 90)} | {"90+": 5}
    old.assign(total_population=PEOPLE.values(), **ages).to_csv(raw / "p.csv", index=False)
    new = pd.DataFrame({"lsoa21_code": CODES})
    new.assign(perc=25.5, deciles=4).to_csv(raw / "q.csv", index=False)
    cni = ("Community Needs Index 2023", "Civic Assets Domain", "Connectedness Domain")
    scores = {f"{name} Score": -1.5 for name in (*cni, "Active and Engaged Community Domain")}
    new.assign(**scores).to_csv(raw / "r.csv", index=False)
    imd25 = pd.DataFrame({"lsoa21cd": [*CODES, "E01099999"], "imd_rank": range(1, 8), "imd_dec": 1})
    imd25.to_csv(raw / "s.csv", index=False)
