"""Tables: what is published of HMOs and rents by borough, and a made-up borough of private rented homes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lbdp_core import door, row_accounts
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.hmo import schema
from lbdp_core.hmo.build import housing_stock, licences, matching, source_records
from lbdp_core.row_accounts import RowAccount
from lbdp_core.sources import DataError, Origin, Workbench

BOROUGH = "Newham"  # the first borough of England to license every private landlord (2013)
MARKET = "OUTER_EAST_LONDON"  # the market area of rents in which most of the borough lies
ROOM = "A"  # a room in a shared home
SEED = 193
DATE = "2021-03-21"


def build(inventory: door.Inventory, bench: Workbench) -> dict[str, Any]:
    """Write hmo/*; returns the report.

    Raises:
        DataError: a file that is needed is not there, or cannot be read.
    """
    accounts: list[RowAccount] = []

    def read(kind: door.Kind) -> pd.DataFrame:
        paths = inventory.paths(kind)
        if len(paths) != 1:
            raise DataError(f"The folder has {len(paths)} files of {kind.what}; give one.")
        frame, account = row_accounts.read(inventory, kind, paths[0])
        accounts.append(account)
        return frame

    def given(kind: door.Kind) -> list[tuple[str, pd.DataFrame]]:
        found = []
        for path in inventory.paths(kind):
            frame, account = row_accounts.read(inventory, kind, path)
            accounts.append(account)
            found.append((inventory.label(path), frame))
        return found

    census = counted(read(schema.CENSUS))
    rents = read(schema.RENTS)
    areas = pd.read_csv(bench.root / "areas/lsoa.csv")
    by_origin = Origin(
        "Census 2021 HMO households and private renting by borough", schema.ONS, schema.OGL, DATE, "real"
    )
    boroughs = _boroughs(census, areas)
    bench.table("hmo/boroughs.csv", boroughs, by_origin)
    here = areas[areas["borough"] == BOROUGH].reset_index(drop=True)
    mine = boroughs.set_index("borough")[list(housing_stock.HMO_COLUMNS)].to_dict("index")[BOROUGH]
    renting = float((here["households"] * here["private_rented"]).sum())
    addresses = housing_stock.addresses(here, SEED, min(housing_stock.HOMES, round(2 * renting)))
    homes = housing_stock.occupied(addresses, here, mine, SEED)
    made = Origin("a made-up borough of private rented homes", "Nobody: a seeded generator", "none", DATE, "synthetic")
    bench.table("hmo/areas.csv", here[["code"]], by_origin)
    bench.table("hmo/homes.csv.gz", homes.astype({"hmo": int, "large": int, "licensed": int}), made)
    held = source_records.records(homes, SEED)
    bench.table("hmo/records.csv.gz", held.astype("Int8"), made)
    links = matching.broken(addresses, source_records.SOURCES, BOROUGH, SEED)
    bench.table("hmo/links.csv.gz", links, made)
    registers, certificates = ([_addresses_read(*each) for each in given(kind)] for kind in schema.ADDRESSED)
    lines = [account.line() for account in accounts]
    facts = {
        "rows": row_accounts.files(lines),
        "accounts": lines,
        "borough": BOROUGH,
        "homes": len(homes),
        "effects": source_records.EFFECTS,
        "lists": source_records.two_lists(homes, held, SEED),
        "room_rent": _room_rent(rents),
        "registers": registers,
        "certificates": certificates,
    }
    bench.json("hmo/report.json", facts, Origin("how the HMO tables were made", "LBDP suite", schema.OGL, DATE, "real"))
    return facts


def counted(census: pd.DataFrame) -> pd.DataFrame:
    """code, dwelling ("house" or "flat"), size ("small" or "large"), households: HMOs alone.

    Raises:
        DataError: no row of the table is of HMOs of one of the two sizes.
    """
    text = census["size"].str.casefold()
    size = text.map(lambda t: next((one for one in ("small", "large") if one in t), None))
    house = census["dwelling"].str.casefold().str.contains("house|bungalow")
    frame = census.assign(size=size, dwelling=house.map({True: "house", False: "flat"})).dropna(subset=["size"])
    if set(frame["size"]) != {"small", "large"}:
        raise DataError("The census table of HMOs has no rows of small or of large ones; give RM193 as published.")
    return pd.DataFrame(frame.groupby(["code", "dwelling", "size"])["households"].sum()).reset_index()


def _boroughs(census: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """code, borough, households, renting, and HMO households: small_house, small_flat, large_house, large_flat."""
    by = census.assign(of=census["size"] + "_" + census["dwelling"]).pivot_table(
        index="code", columns="of", values="households", aggfunc="sum"
    )
    at = areas.assign(renting=areas["households"] * areas["private_rented"]).groupby("borough_code")
    sums = {name: at[name].sum().reindex(CODES).round() for name in ("households", "renting")}
    frame = pd.DataFrame(sums)
    frame.insert(0, "borough", NAMES)
    return frame.join(by.reindex(CODES)[list(housing_stock.HMO_COLUMNS)]).rename_axis("code").reset_index()


def _room_rent(rents: pd.DataFrame) -> dict[str, Any]:
    """The median weekly rent of a room in a shared home in the borough's market area, in the last year listed.

    Raises:
        DataError: the list has no such rents.
    """
    rows = rents[(rents["market"].str.upper().str.replace(" ", "_") == MARKET) & (rents["category"] == ROOM)]
    rows = rows[rows["year"] == rows["year"].max()]
    if rows.empty:
        raise DataError(
            "The list of private rents has no rooms in Outer East London; give the Valuation Office's list."
        )
    rent = rows["weekly_rent"].quantile([0.1, 0.5, 0.9])
    return {"weekly": round(float(rent[0.5]), 2), "low": round(float(rent[0.1]), 2), "high": round(float(rent[0.9]), 2),
            "year": int(rows["year"].iloc[0]), "rents": len(rows)}  # fmt: skip


def _addresses_read(name: str, frame: pd.DataFrame) -> dict[str, Any]:
    """Of a real file's addresses: how many there are, and how many have a number, a street and a postcode as read."""
    read = licences.addresses(frame)
    return {
        "file": name,
        "addresses": len(read),
        "number": sum(bool(one[1]) for one in read),
        "street": sum(bool(one[2]) for one in read),
        "postcode": sum(bool(one[3]) for one in read),
    }
