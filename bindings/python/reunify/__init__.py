"""Reunification of children in care with their families: what guidance asks, computed and explained.

>>> import reunify as ru
>>> p = ru.profile("herefordshire-2023")
>>> ev = p.evaluate(ru.datasets.caseload(20), as_of="2024-03-31")
>>> len(ev.schedule) > 0
True

It informs those who decide, and decides nothing. docs/analysts.md has more. Needs nothing but the standard library; tables are those of
pandas, polars or pyarrow where these are there.
"""
from . import datasets
from ._case import Case
from ._columns import levels, spells
from ._evaluate import Evaluation, Evaluations, Why
from ._handle import Fault, ReunifyError
from ._lib import VERSION as __version__
from ._outcomes import Outcomes, anomaly_kinds, episode_code, outcomes
from ._profile import Finding, Profile, RecordType, Requirement, Role, profile, profiles
from ._tables import Table, TidyTable

__all__ = ["Case", "Evaluation", "Evaluations", "Fault", "Finding", "Outcomes", "Profile", "RecordType", "Requirement", "ReunifyError", "Role", "Table",
           "TidyTable", "Why", "__version__", "anomaly_kinds", "datasets", "episode_code", "levels", "outcomes", "profile", "profiles", "spells"]

for _public in (Case, Evaluation, Evaluations, Fault, Finding, Outcomes, Profile, RecordType, Requirement, ReunifyError, Role, Table, TidyTable, Why, anomaly_kinds, episode_code, levels, outcomes, profile, profiles, spells):
    _public.__module__ = __name__
del _public
