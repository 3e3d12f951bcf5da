"""The licence of the register's data. Pure."""

from __future__ import annotations

NAME = "CC BY 4.0"
TITLES = ("Creative Commons Attribution", "Creative Commons Attribution 4.0 International")
"""The first is the one by which CKAN knows it."""
SPDX = "CC-BY-4.0"
URL = "https://creativecommons.org/licenses/by/4.0/"
AUTHORITY = "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"
"""Its name in the European Union's table of licences, by which catalogues of data know it."""
PUBLISHER = "CenTriR"
