"""One small file of every kind that a build or a page takes, with rows that are used and rows that are set aside.

A folder is what one build reads. A kind that is in none has no example, and the law of `test_one_reading.py` says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pandas as pd
import shapely

from lbdp_core import areas, door, hclic
from lbdp_core.boroughs import CODES
from lbdp_core.geography import coverage
from lbdp_core.labour.build.tables import MONTHS
from lbdp_core.labour.schema import AREA
from lbdp_core.sources import Workbench
from lbdp_core.themes import by_slug
from tests import small_london as small
from tests.children import files as children
from tests.falls import files as falls
from tests.health import files as health
from tests.homelessness import files as homeless
from tests.labour import workbooks as labour
from tests.postings import files as postings
from tests.refugees import files as refugees
from tests.refugees import test_copies as copies

Build = Callable[[door.Inventory, Workbench], Any]
ELSEWHERE = "E01099999"
INCIDENT = {"PropertyType": "House", "StopCodeDescription": "Primary Fire", "PropertyCategory": "Dwelling"}


def centre(k: int) -> tuple[float, float]:
    """Easting and northing of the middle of LSOA `k` (from 0) of the small London."""
    west, south = small.square(k)["coordinates"][0][0]  # type: ignore[index]
    middle = coverage.to_bng(np.array([shapely.box(west, south, west + 0.01, south + 0.01)]))[0].centroid
    return round(middle.x), round(middle.y)


def london(raw: Path) -> None:
    """The shared tables, with a row or shape of elsewhere in each that may have one."""
    small.write(raw)
    for path in raw.glob("*.csv"):
        text = path.read_text()
        last = text.splitlines()[-1]
        code = next((c for c in (*small.CODES, *small.OLD) if c in last), "")
        if code and path.name not in ("d.csv", "e.csv"):  # lookups have their own
            path.write_text(text + last.replace(code, ELSEWHERE) + "\n")
    with (raw / "d.csv").open("a") as lookup:
        lookup.write(f"{ELSEWHERE},E06000001,E05099999,Far\n")
    with (raw / "e.csv").open("a") as pairs:
        pairs.write(f"E01098888,{ELSEWHERE},U\n")
    for name, properties in (
        ("a", {"LSOA21CD": ELSEWHERE, "LSOA21NM": "Hartlepool 001A"}),
        ("b", {"WD25CD": "E05099999", "WD25NM": "Far", "LAD25CD": "E06000001"}),
        ("c", {"LAD22CD": "E06000001", "LAD22NM": "Hartlepool"}),
    ):
        path = raw / f"{name}.geojson"
        whole = json.loads(path.read_text())
        whole["features"].append({"type": "Feature", "properties": properties, "geometry": small.square(40)})
        path.write_text(json.dumps(whole))
    small.counts(raw / "t.csv", "Household composition", {"One person: aged 66 and over": 20, "One person: Other": 30})
    pd.DataFrame({"lsoa21_code": [*small.CODES, ELSEWHERE], "smoking": 12.5}).to_csv(raw / "u.csv", index=False)
    postcodes = [(f"N1 {n}AA", code, "") for n, code in enumerate((*small.CODES[:3], ELSEWHERE))]
    ended = [("N1 9ZZ", small.CODES[0], "202001")]
    columns = ["pcds", "lsoa21cd", "doterm"]
    pd.DataFrame([*postcodes, *ended], columns=columns).assign(oa21cd="").to_csv(raw / "onspd.csv", index=False)
    clusters = dict.fromkeys(areas.neighbours.MODELS, "A")
    pd.DataFrame({"AREACD": [*CODES[:2], "E06000001"], **clusters}).to_csv(raw / "clusters.csv", index=False)


def london_otherwise(raw: Path) -> None:
    """The layouts that stand in for another: composition in bulk, and the indices of 2025 by domain."""
    small.write(raw)
    (raw / "s.csv").unlink()
    wide = dict.fromkeys((c.spellings[0] for c in areas.kinds.IMD_2025_DOMAINS.columns[1:]), 3)
    pd.DataFrame({"lsoa21_code": [*small.CODES, ELSEWHERE], **wide}).to_csv(raw / "v.csv", index=False)
    bulk = dict.fromkeys((c.spellings[0] for c in areas.kinds.COMPOSITION_BULK.columns[1:]), 10)
    pd.DataFrame({"geography code": [*small.CODES, ELSEWHERE], **bulk}).to_csv(raw / "w.csv", index=False)


def london_alone(raw: Path) -> None:
    """Counts of households that do not tell ages apart, where no table of composition does."""
    small.write(raw)
    counted = {"lsoa21cd": [*small.CODES, ELSEWHERE], "households": 100, "one_person_household": 30}
    pd.DataFrame(counted).to_csv(raw / "v.csv", index=False)


def fire(raw: Path) -> None:
    """Incidents in two layouts, with every reason for which a row is set aside; visits and a lookup of grounds."""
    small.write(raw)
    here, there = centre(1), centre(4)
    bad = [{"IncidentGroup": "False Alarm"}, {"PropertyCategory": "Outdoor"}, {"StopCodeDescription": "Late Call"},
           {"DateOfCall": "31-Feb-20"}, {"DateOfCall": "01-Jan-99"}, {"Easting_rounded": 0}, {"IncidentNumber": "n0"},
           {"Easting_rounded": 400_050}]  # fmt: skip
    rows = [
        {"IncidentNumber": f"n{n}", "DateOfCall": f"0{n % 9 + 1}-Jan-20", "IncidentGroup": "Fire", **INCIDENT,
         "IncGeo_BoroughCode": "E09000003", "Easting_m": here[0] if n % 2 else "NULL", "Northing_m": here[1],
         "Easting_rounded": here[0], "Northing_rounded": here[1], **(bad[n - 9] if n > 8 else {})}
        for n in range(9 + len(bad))
    ]  # fmt: skip
    pd.DataFrame(rows).to_csv(raw / "lfb.csv", index=False)
    spot = {"easting_rounded": there[0], "northing_rounded": there[1]}
    kept = pd.DataFrame({"date": [f"2020-02-0{n}" for n in range(1, 9)], "borough": "E09000007", **spot})
    kept["property_type"] = "House"
    kept.loc[7, "date"], kept.loc[6, "easting_rounded"] = "2999-01-01", 400_050
    kept.to_csv(raw / "eight.csv", index=False)
    codes = [*small.CODES[:2], small.OLD[2], ELSEWHERE, small.CODES[3]]
    pd.DataFrame({"lsoa21_code": codes, "visits": [20, 30, 40, 50, "c"]}).to_csv(raw / "visits.csv", index=False)
    grounds = pd.DataFrame({"LSOA21CD": [*small.CODES, ELSEWHERE], "station_ground": "Soho"})
    grounds.to_csv(raw / "grounds.csv", index=False)


def fire_by_shapes(raw: Path) -> None:
    """Station grounds as shapes: no other file of them may be there."""
    fire(raw)
    (raw / "grounds.csv").unlink()
    small.geojson(raw / "g.geojson", [({"station_ground": "Soho"}, small.square(0, 3))])


def population(raw: Path) -> None:
    """Every layout of population, beside the others that the health theme reads."""
    health.folder(
        raw, snpp=health.ons_projection(range(2022, 2033)), gla=health.gla_by_year(range(2020, 2031)),
        series=health.mid_year_series(range(2021, 2024)),
    )  # fmt: skip


def homelessness(raw: Path) -> None:
    raw.mkdir(parents=True)
    homeless.quarters(raw)
    homeless.snapshot_long(raw / "long.csv")
    homeless.snapshot_wide(raw / "wide.csv")
    homeless.chain(raw / "chain.csv", header="Borough,Quarter,Measure,Number of people")


def asylum(raw: Path) -> None:
    """Every file of the Home Office, with a row whose date says no quarter."""
    awaiting = refugees.awaiting()
    refugees.folder(raw, awaiting=pd.concat([awaiting, awaiting.tail(1).assign(Date="soon")]))


def asylum_by_copies(raw: Path) -> None:
    """The copies that go on where the table of asylum support is not held."""
    totals = copies.totals(copies.LATER[-2])
    refugees.folder(raw, support=None, totals=totals, types=copies.types(), national=copies.national())


def social_care(raw: Path) -> None:
    """Every file of the children's theme, with a row without a year."""
    children.folder(
        raw, protection=pd.concat([children.protection(), children.protection().tail(1).assign(time_period=99)])
    )


def work_and_falls(raw: Path) -> None:
    """Small London with the files of the labour and falls themes."""
    small.write(raw)
    old, new = pd.Series(small.OLD), pd.Series(small.CODES)
    councils = pd.Series([*CODES, "E08000025", "E08000029"])
    ages = {f"{age}": 100.0 for age in range(91)}
    pd.DataFrame({"code": councils, "name": councils, **ages}).to_csv(raw / "mid-2023.csv", index=False)
    years = [(code, year) for code in CODES for year in range(2024, 2041)]
    gla = pd.DataFrame(years, columns=["GSS Code", "Year"])
    gla.assign(**dict.fromkeys(ages, 100.0 + gla["Year"] - 2024)).to_csv(raw / "gla.csv", index=False)
    bands = ("0-64", "65-69", "70-74", "75-79", "80-84", "85-89", "90+")
    rows = [(band, sex, 60) for band in bands for sex in ("Female", "Male")]
    pd.DataFrame(rows, columns=["AgeBand", "Sex", "Num_Admissions"]).to_csv(raw / "profile.csv", index=False)
    stroke = {"lsoa11_code": old, "lsoa11_name": "Far", "ltla21_name": "Barnet", "admissions": 1.5}
    pd.DataFrame(stroke).to_csv(raw / "stroke.csv", index=False)
    homes = ("usual_residents", "residents_in_communal_establishments", "households", "no_central_heating",
             "health_bad", "one_person_household")  # fmt: skip
    pd.DataFrame({"lsoa21cd": new, **{name: 20 + n for n, name in enumerate(homes)}}).to_csv(
        raw / "homes.csv", index=False
    )
    pd.DataFrame({"lsoa21_code": new, "indoors_score": 0.2, "adult_skills_score": 0.1}).to_csv(
        raw / "in.csv", index=False
    )
    told = {name: [[_in_london(cell) for cell in line] for line in sheet] for name, sheet in labour.rows().items()}
    (raw / "skills.xlsx").write_bytes(labour.workbook(told))
    rates = [(code, "Claimant Count", f"{year}-01-01/P1Y", 4.0) for code in (*CODES, "E12000007", "E92000001")
             for year in range(2010, 2025)]  # fmt: skip
    names = ["areacd", "indicator", "period", "observation"]
    pd.DataFrame(rates, columns=names).assign(measure="Percentage").to_csv(raw / "rates.csv", index=False)
    claims = {"lsoa11cd": old, "Claimant count (March 2024)": 10, "Population ": "1,000", "Pop year": 2020}
    pd.DataFrame({**claims, "Neighbourhood name": "Far"}).to_csv(raw / "claims.csv", index=False)
    hmos(raw)
    share = "Claimants as a proportion of residents aged 16-64"
    months = [(f"{month} 2025", code, name, value) for month in range(1, 13) for code in (*CODES, "E06000001")
              for name, value in ((share, 4.5), ("Claimant count", 900))]  # fmt: skip
    names = ["DATE_NAME", "GEOGRAPHY_CODE", "MEASURE_NAME", "OBS_VALUE"]
    pd.DataFrame([*months, ("1 2026", CODES[0], share, 5)], columns=names).to_csv(raw / "nomis.csv", index=False)
    wide = [["measure :", share], ["gender :", "Total"], [], [AREA[0], *(f"{month} 2024" for month in MONTHS)],
            *([place, *["4.1"] * 12] for place in ("Barnet", "Hackney", "Leeds"))]  # fmt: skip
    (raw / "by-month.csv").write_text("\n".join(",".join(line) for line in wide), "utf-8")
    falls.fingertips({"Barnet": 120, "Hackney": 50}).to_csv(raw / "fingertips.csv", index=False)


def hmos(raw: Path) -> None:
    """HMO households, rents, a register and certificates, one row without an address in each."""
    kinds = [(size, dwelling) for size in ("Is a small HMO", "Is a large HMO", "Does not apply")
             for dwelling in ("Whole house or bungalow: Terraced", "Flat, maisonette or apartment")]  # fmt: skip
    rows = [(code, *kind, 5.0) for code in CODES for kind in kinds]
    pd.DataFrame(rows, columns=["la_code", "hmo_size", "property_type", "count"]).to_csv(raw / "rm193.csv", index=False)
    rents = [(rent, 2023, "OUTER_EAST_LONDON", "A") for rent in (90.0, 110.0, 150.0)]
    pd.DataFrame(rents, columns=["weekly_rent", "year", "brma", "lha_category"]).to_csv(raw / "lha.csv", index=False)
    register = {"Address": ["1 Made Up Road ZZ1 1AA", None], "Licence Expires": ["01/02/2027", "01/03/2027"]}
    pd.DataFrame(register).to_csv(raw / "register.csv", index=False, lineterminator="\r")
    homes = {
        "ADDRESS": ["1 MADE UP ROAD", None],
        "POSTCODE": "ZZ1 1AA",
        "NUMBER_HABITABLE_ROOMS": 5,
        "TENURE": "rental",
    }
    pd.DataFrame(homes).to_csv(raw / "certificates.csv", index=False)


def _in_london(cell: Any) -> Any:
    return cell.replace(labour.REGION, "Greater London") if isinstance(cell, str) else cell


def _work_and_falls(held: door.Inventory, bench: Workbench) -> Any:
    shared = areas.build(held, bench)
    with mock.patch("lbdp_core.hmo.build.tables.BOROUGH", "Camden"):  # the small London has no Newham
        return {"areas": shared, **{slug: by_slug(slug).build(held, bench) for slug in ("labour", "falls", "hmo")}}


def _homelessness(held: door.Inventory, bench: Workbench) -> Any:
    return {"books": hclic.build(held, bench), "homelessness": by_slug("homelessness").build(held, bench)}


def _fire(held: door.Inventory, bench: Workbench) -> Any:
    return {"areas": areas.build(held, bench), "fire": by_slug("fire").build(held, bench)}


FOLDERS: dict[str, tuple[Callable[[Path], None], Build]] = {
    "london": (london, areas.build),
    "london otherwise": (london_otherwise, areas.build),
    "london alone": (london_alone, areas.build),
    "fire": (fire, _fire),
    "fire by shapes": (fire_by_shapes, _fire),
    "health": (population, lambda held, bench: by_slug("health").build(held, bench)),
    "homelessness": (homelessness, _homelessness),
    "refugees": (asylum, lambda held, bench: by_slug("refugees").build(held, bench)),
    "children": (social_care, lambda held, bench: by_slug("children").build(held, bench)),
    "work and falls": (work_and_falls, _work_and_falls),
    "postings": (postings.folder, lambda held, bench: by_slug("postings").build(held, bench)),
    "refugees by copies": (asylum_by_copies, lambda held, bench: by_slug("refugees").build(held, bench)),
}
OWN: dict[str, str] = {  # records of a borough's own, which no build reads: a page and `lbdp aggregate` do
    "fire_visit_log": "date_of_visit,lsoa21_code\n2020-01-01,E01000001\n2020-01-02,E01000002\n2999-01-01,E01000003\n"
    "soon,E01000001\n2020-01-02,E01099999\n2020-01-02,\n",
    "own_fires": "IncidentNumber,date_of_fire,lsoa\n1,2020-01-01,E01000001\n1,2020-01-01,E01000001\n"
    "2,1999-01-01,E01000001\n3,2020-05-01,E01000004\n",
    "falls_by_lsoa": "lsoa21_code,falls\nE01000001,9\nE01000002,c\nE01099999,12\n",
    "own_fire_counts": "lsoa21_code,year,fires\nE01000001,2020,9\nE01000002,2020,c\nE01000002,2090,4\n",
}
