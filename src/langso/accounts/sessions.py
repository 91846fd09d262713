"""Where a person is signed in, and ending it at once."""

from langso.accounts.models import Person


def end_sessions(person: Person) -> int:
    """Sign a person out everywhere; how many sessions that were."""
    from allauth.usersessions.models import UserSession  # noqa: PLC0415 - models are ready only once the apps are

    sessions = list(UserSession.objects.filter(user=person))
    for session in sessions:
        session.end()
    return len(sessions)
