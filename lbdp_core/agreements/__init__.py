"""Agreements: what a sharing agreement says, the privacy questions it raises, and the papers that go with it.

A contract is read and written as a data contract, screened for a DPIA, its risks registered, and all of it packed.
"""
