"""How each workspace stands with Slack, for health and whoever looks after the bot."""

from domain.refusals import what_to_do
from storage.unit_of_work import SqlStore

ACCEPTED = "accepted"


def slack_standing(store: SqlStore) -> dict[str, str]:
    """Whether Slack accepts the app, by workspace; where it does not, since when, why, and what to do about it."""
    refusals = store.app_refusals()
    refused = {
        workspace: f"refused since {refusal.since:%Y-%m-%dT%H:%M:%SZ}: {refusal.error}. {what_to_do(refusal.error)}"
        for workspace, refusal in refusals.items()
    }
    return {workspace: refused.get(workspace, ACCEPTED) for workspace in store.workspaces()}
