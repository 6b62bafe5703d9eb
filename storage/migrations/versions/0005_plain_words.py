"""plain words: tables are called what they hold; unsent forms, choices about reminders, “nothing to report”."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

RENAMED = {"drafts": "unsent_forms", "wishes": "reminder_choices", "answers": "nothing_to_report"}


def upgrade() -> None:
    """Applies the change."""
    for old, new in RENAMED.items():
        op.rename_table(old, new)
