"""The one catalogue of what can be wrong with an input: what, what was expected, what to do next.

Every problem has a stable code and speaks both languages. Rooms report problems; they do not word them.
"""

from langso.problems.commands import *  # noqa: F403
from langso.problems.directives import *  # noqa: F403
from langso.problems.documents import *  # noqa: F403
from langso.problems.dossier_archives import *  # noqa: F403
from langso.problems.dossiers import *  # noqa: F403
from langso.problems.evidence import *  # noqa: F403
from langso.problems.exchange import *  # noqa: F403
from langso.problems.kinds import *  # noqa: F403
from langso.problems.law import *  # noqa: F403
from langso.problems.packages import *  # noqa: F403
from langso.problems.people import *  # noqa: F403
from langso.problems.places import *  # noqa: F403
from langso.problems.results import *  # noqa: F403
from langso.problems.safekeeping import *  # noqa: F403
from langso.problems.workplace import *  # noqa: F403
from langso.problems.workshop import *  # noqa: F403
