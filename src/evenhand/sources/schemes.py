"""Sources in the categories of published coding schemes."""

from __future__ import annotations

import pandas as pd

from evenhand.errors import require_choice, require_columns
from evenhand.lexicons import read_lexicon

SCHEMES = ("core", "gmmp", "sigal", "gans", "hallin", "spangher", "larsen", "bbc", "pej")


def recode_sources(sources: pd.DataFrame, scheme: str) -> pd.Series:
    """Name the category of each source in a published coding scheme.

    Parameters
    ----------
    sources
        Sources with ``type``, ``role``, ``former`` and ``anonymity``.
    scheme
        ``gmmp`` (function in the news), ``sigal``, ``gans``, ``hallin``, ``spangher`` (affiliation), ``larsen`` (actor), ``bbc``
        (party political or not), ``pej`` (how far identified), or ``core`` (official, organised, expert, media, ordinary).

    Returns
    -------
    Series
        One category a source, on the index of ``sources``; the lists ``source_types``, ``source_roles`` and ``source_rungs``
        hold the mapping.

    Raises
    ------
    TableError, ParameterError
        If a column is missing, or there is no such scheme.

    Notes
    -----
    A mapping of types, not a new coding: where a scheme asks what Evenhand does not code (a channel, a department), its
    nearest wider category is given.

    References
    ----------
    Sigal, L. (1973). *Reporters and Officials*. Heath. Gans, H. (1979). *Deciding What's News*. Pantheon. Hallin, D., Manoff, R. &
    Weddle, J. (1993). *Journalism Quarterly* 70(4). GMMP; PEJ (2005); Spangher et al. (2023); Larsen (2019); BBC Trust (2013).

    Examples
    --------
    >>> sources = pd.DataFrame([["executive", "spokesperson", False, "described"]], columns=["type", "role", "former", "anonymity"])
    >>> [recode_sources(sources, scheme)[0] for scheme in ("gmmp", "hallin", "pej")]
    ['spokesperson', 'executive', 'anonymous with description']
    """
    require_choice(scheme, SCHEMES, "scheme")
    require_columns(sources, ["type", "role", "former", "anonymity"], "sources")
    if scheme == "pej":
        return sources["anonymity"].map(read_lexicon("source_rungs").column("category")).astype("str")
    types = read_lexicon("source_types")
    found = sources["type"].map(types.column("category" if scheme == "core" else scheme))
    if scheme == "gmmp":
        found = found.where(found != "by role", sources["role"].map(read_lexicon("source_roles").column("category")))
    if scheme == "hallin":
        found = found.mask(sources["former"] & sources["type"].isin(["executive", "legislature", "security"]), "former officials")
    return found.astype("str")
