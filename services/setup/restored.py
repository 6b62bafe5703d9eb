"""Telling editors that the database is an older copy which was put back."""

from domain.audit import CLOCK
from domain.ports import Store
from domain.restored import Restored
from rendering.slack.kit.messages import say
from services.common.unit import reader_clock


def tell_editors(store: Store, restored: Restored) -> None:
    """Every editor of every workspace hears what that means for them."""
    for workspace in store.workspaces():
        with store.writing(workspace, CLOCK) as work:
            for editor in sorted(work.units.editors()):
                until = reader_clock(work, editor).moment(restored.copied_at)
                told = (
                    f"The database of Sprint Notes is an older copy that was put back. It ends at {until}: what was "
                    "done after that has to be done again. What is in Slack already is found and not posted again."
                )
                work.posts.show(f"restored {restored.id} {editor}", say(told), channel=editor)
            work.commit(homes=True)
