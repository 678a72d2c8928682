"""Ingest: adverts in any of four forms to one typed frame, with a reason for every loss."""
