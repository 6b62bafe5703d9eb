"""What holds when things go wrong is held by a mechanism; each is broken here once, and a test has to notice.

``make mutations`` breaks each in a copy of the tree and runs the test that is named beside it, which must fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPIED = (
    *("bot", "delivery", "domain", "handlers", "rendering", "services", "storage", "web", "slack-sandbox"),
    *("tests", "docs", "deploy", "pyproject.toml", "manifest.yml"),
)
SECONDS = 300
ANSWERS = {0: "NOT NOTICED", 1: "noticed"}  # by pytest's status


@dataclass(frozen=True)
class Mutation:
    """A mechanism, the text in a file that is it, what stands there once it is broken, and the test that notices."""

    mechanism: str
    file: str
    old: str
    new: str
    test: str


DOOR, SLACK, LATE, OUTCOME = (
    "tests/http/test_door.py",
    "tests/delivery/test_delivery_slack.py",
    "tests/delivery/test_delivery_late.py",
    "tests/delivery/test_delivery_outcome.py",
)
COPIES = "tests/web/test_copies.py"
REFUSALS, LOOK_UPS = "tests/delivery/test_delivery_refusals.py", "tests/delivery/test_delivery_look_ups.py"
REPEATS, RESTORED, HEALTH = (
    "tests/conversations/test_repeats.py",
    "tests/storage/test_storage_restored.py",
    "tests/http/test_health.py",
)
MUTATIONS = (
    # the door
    Mutation(
        "a signature is compared",
        "bot/door.py",
        "return hmac.compare_digest(expected, _only(headers, SIGNATURE))",
        "return True",
        f"{DOOR}::test_hostile_headers_are_refused",
    ),
    Mutation(
        "what was signed long ago is refused",
        "bot/door.py",
        " or abs(self._now() - int(signed)) > SIGNATURE_SECONDS",
        "",
        f"{DOOR}::test_hostile_headers_are_refused",
    ),
    Mutation(
        "a header may be there once",
        "bot/door.py",
        "values[0] if len(values) == 1 else",
        "values[0] if values else",
        f"{DOOR}::test_a_header_that_is_there_twice_is_refused",
    ),
    Mutation(
        "the signature comes before the parsing",
        "bot/server.py",
        "        if not door.opens_for(",
        "        read(body)\n        if not door.opens_for(",
        f"{DOOR}::test_the_signature_is_looked_at_before_the_body",
    ),
    Mutation(
        "a body that is announced too long is not read",
        "bot/server.py",
        'if int(request.headers.get("content-length", "0")) > MOST_BYTES:',
        "if False:",
        f"{DOOR}::test_a_body_of_more_than_a_megabyte_is_refused_at_its_announcement",
    ),
    Mutation(
        "a body is counted while it is read",
        "bot/server.py",
        "if length > MOST_BYTES:",
        "if False:",
        f"{DOOR}::test_a_body_that_never_ends_is_refused_while_it_is_read",
    ),
    Mutation(
        "head and body have ten seconds",
        "bot/punctual.py",
        "self._due = self.loop.call_later(READ_SECONDS, self.transport.abort)",
        "pass",
        f"{DOOR}::test_who_trickles_is_closed",
    ),
    Mutation(
        "a head has an end",
        "bot/punctual.py",
        "if self._in_head and self._head > MOST_HEAD:",
        "if False:",
        f"{DOOR}::test_a_head_without_end_is_refused",
    ),
    Mutation(
        "payloads are held against models",
        "bot/reading.py",
        "    model.validate_python(payload)\n",
        "",
        f"{DOOR}::test_what_slack_does_not_send_is_refused_and_logged",
    ),
    Mutation(
        "ids are texts wherever Bolt finds them",
        "bot/reading.py",
        "    if wrong:\n",
        "    if False:\n",
        f"{DOOR}::test_what_slack_does_not_send_is_refused_and_logged",
    ),
    Mutation(
        "a socket's payloads are held against the same models",
        "bot/socket_mode.py",
        "bolt_request(read_envelope(req.type, req.payload))",
        "bolt_request(req.payload)",
        f"{DOOR}::test_a_socket_brings_the_same_or_gets_no_answer",
    ),
    # what others may not read
    Mutation(
        "SQL faults come without values",
        "storage/engine.py",
        "        hide_parameters=True,\n        connect_args",
        "        connect_args",
        "tests/storage/test_storage_engine.py::test_a_fault_tells_nothing_of_what_was_written",
    ),
    Mutation(
        "SQLite's file is ours alone",
        "storage/engine.py",
        "ONLY_OURS = 0o600",
        "ONLY_OURS = 0o644",
        "tests/storage/test_storage_engine.py::test_nobody_else_may_read_the_file_of_sqlite",
    ),
    Mutation(
        "tokens are struck out of logs",
        "bot/logs.py",
        '        value = TOKEN.sub(r"\\1-…", value)\n',
        "",
        "tests/unit/test_logs.py::test_no_key_is_logged",
    ),
    Mutation(
        "libraries log no payload",
        "bot/logs.py",
        "    handler.addFilter(_tells_no_payload)\n",
        "",
        "tests/unit/test_logs.py::test_what_people_wrote_is_not_logged",
    ),
    Mutation(
        "the log keeps what editions in hand need",
        "storage/personal.py",
        'or_(tables.audit.c.edition_id == "", tables.audit.c.edition_id.in_(done))',
        "tables.audit.c.at < before",
        "tests/storage/test_storage_personal.py::test_the_log_forgets_acts_but_those_about_editions_in_hand",
    ),
    # health and answers in time
    Mutation(
        "a process with a dead thread ends",
        "bot/watchdog.py",
        "            self._end()\n",
        "",
        f"{HEALTH}::test_a_dead_thread_is_told_and_ends_the_process",
    ),
    Mutation(
        "a response_url has a limit in total",
        "delivery/client.py",
        "    def _perform_http_request_internal(",
        "    def _no_limit(",
        "tests/delivery/test_delivery_client.py::test_an_answer_that_trickles_in_is_given_up",
    ),
    Mutation(
        "calls before an answer share its time",
        "delivery/client.py",
        "most if moment is None else min(most, moment - time.monotonic())",
        "most",
        "tests/delivery/test_delivery_client.py::test_calls_before_an_answer_share_its_time",
    ),
    Mutation(
        "a lease that runs out is doubt, to be looked up",
        "storage/due.py",
        "deliveries.c.state.in_(OUT), deliveries.c.not_before <= NOW",
        "deliveries.c.state == DeliveryState.UNKNOWN, deliveries.c.not_before <= NOW",
        f"{SLACK}::test_a_lease_that_runs_out_before_the_post",
    ),
    # once means once
    Mutation(
        "an envelope is known when it comes again",
        "services/common/actor.py",
        "if self.envelope and not work.acts.claim(self.envelope.token, self.envelope.taken):",
        "if False:",
        f"{REPEATS}::test_what_leads_want_of_their_reminders_is_done_once",
    ),
    Mutation(
        "every version knows the token of its form",
        "services/updates/updates.py",
        "if token not in {version.token for version in versions}:",
        "if token != versions[-1].token:",
        f"{REPEATS}::test_a_submit_that_comes_late_is_known_whatever_became_of_the_update",
    ),
    Mutation(
        "undo is tied to the change that it names",
        "services/review/undo.py",
        '    if change not in ("", last.id):',
        "    if False:",
        f"{REPEATS}::test_undo_of_a_change_that_is_not_the_last_undoes_nothing",
    ),
    # never twice, never lost
    Mutation(
        "a broken answer is doubt, to be looked up",
        "delivery/slack.py",
        '    return Doubtful(f"{type(reason).__name__}: {reason}")',
        "    return Absent()",
        f"{SLACK}::test_a_lost_answer_is_found_by_its_metadata",
    ),
    Mutation(
        "an answer of 500 is doubt, to be looked up",
        "delivery/slack.py",
        "if response.status_code >= 500 or name in IN_TROUBLE or not name:",
        "if not name:",
        f"{SLACK}::test_an_error_of_slacks_own_is_looked_up_and_tried_again",
    ),
    Mutation(
        "nothing is looked up before it has settled",
        "storage/outcomes.py",
        'now + SETTLING), "doubted_at": now}',
        'now), "doubted_at": now}',
        f"{SLACK}::test_nothing_is_looked_up_before_slack_has_settled",
    ),
    Mutation(
        "spare copies are deleted",
        "delivery/slack.py",
        "spare = [copy for copy in seen.copies if copy != kept]",
        "spare: list[str] = []",
        f"{SLACK}::test_of_two_copies_the_first_stays",
    ),
    Mutation(
        "a message without its key is doubt",
        "delivery/slack.py",
        "    if seen.stripped:\n",
        "    if False:\n",
        f"{LOOK_UPS}::test_a_message_without_its_key_is_doubt_and_is_looked_up_again",
    ),
    Mutation(
        "a look-up goes on at its page",
        "delivery/slack.py",
        '        "cursor": so_far.cursor or None,\n',
        "",
        f"{LOOK_UPS}::test_it_goes_on_at_the_page_where_another_process_was",
    ),
    Mutation(
        "a group keeps its order",
        "storage/due.py",
        "            earlier.c.place < deliveries.c.place,\n",
        "            earlier.c.place < 0,\n",
        f"{SLACK}::test_a_group_keeps_its_order_whatever_happens",
    ),
    Mutation(
        "a late worker is not heard",
        "storage/outbox.py",
        "            deliveries.c.attempt == delivery.attempt,\n",
        "",
        f"{SLACK}::test_what_a_late_worker_says_is_not_heard_while_another_looks_it_up",
    ),
    Mutation(
        "a change in doubt is written once more",
        "storage/outbox.py",
        "            sweep_later(connection, delivery, now)\n",
        "            pass\n",
        f"{LATE}::test_an_older_change_that_lands_late_does_not_stay",
    ),
    Mutation(
        "a post that landed late is found by a sweep",
        "storage/due.py",
        "        deliveries.c.state == DeliveryState.SENT,\n",
        "        deliveries.c.state == DeliveryState.FAILED,\n",
        f"{LATE}::test_a_post_that_lands_late_is_found_and_its_spare_copy_deleted",
    ),
    # what Slack refuses
    Mutation(
        "a refusal of the app is none of a message",
        "delivery/slack.py",
        "    if is_of_the_app(name, asked(response)):\n",
        "    if False:\n",
        f"{REFUSALS}::test_all_waits_while_slack_refuses_the_app_and_goes_out_in_its_order",
    ),
    Mutation(
        "a scope that one method lacks is no refusal of the app",
        "domain/refusals.py",
        "(error in OF_THE_APP_IF_ALL_NEED_IT and method in ALL_NEED)",
        "error in OF_THE_APP_IF_ALL_NEED_IT",
        f"{REFUSALS}::test_a_scope_that_one_method_lacks_is_no_refusal_of_the_app",
    ),
    Mutation(
        "an outage uses up no attempts",
        "storage/outbox.py",
        "    return bool(connection.execute(select(others)).scalar())",
        "    return True",
        f"{REFUSALS}::test_an_hour_without_slack_uses_up_no_attempts",
    ),
    Mutation(
        "what is gone comes again once an hour at most",
        "domain/refusals.py",
        "POSTED_ANEW_EVERY = timedelta(hours=1)",
        "POSTED_ANEW_EVERY = timedelta(0)",
        "tests/delivery/test_delivery_gone.py::test_it_comes_again_once_an_hour_at_most",
    ),
    Mutation(
        "a story that is stuck holds up no other",
        "storage/due.py",
        "            or_(earlier.c.story == deliveries.c.story, IN_ITS_PLACE, ~is_stuck),",
        "",
        f"{OUTCOME}::test_refused_for_good_and_posted_again",
    ),
    Mutation(
        "an edition is published once its front page leads to its stories",
        "services/editions/posted.py",
        "    return is_there and not (has_stories(posts) and unfinished(work, edition))\n",
        "    return is_there\n",
        f"{OUTCOME}::test_links_that_slack_refuses_for_good_are_tried_again",
    ),
    Mutation(
        "a link that Slack refuses once more is done without",
        "services/editions/publishing.py",
        "    if delivery.is_last_try:\n",
        "    if False:\n",
        f"{OUTCOME}::test_links_that_slack_never_gives_are_done_without",
    ),
    # an older copy
    Mutation(
        "nothing is claimed in a file that nobody will find",
        "storage/outbox.py",
        "        self._store.whereabouts.check_file()  # what is written down elsewhere would go out again\n",
        "",
        f"{RESTORED}::test_nothing_is_kept_in_a_file_that_nobody_will_find",
    ),
    # the public pages
    Mutation(
        "a site that is off shows nothing",
        "storage/archive.py",
        "and_(sites.c.is_on, table.c.number >= sites.c.first_edition)",
        "table.c.number >= sites.c.first_edition",
        f"{COPIES}::test_what_is_published_is_public_and_only_while_the_unit_shows_it",
    ),
    Mutation(
        "what an item does not say is not public",
        "domain/archive.py",
        'return bool(words) and f"\\n{words}\\n" in text',
        "return bool(words)",
        f"{COPIES}::test_a_correction_is_public_at_once_and_says_when",
    ),
    Mutation(
        "whom texts mention is not public",
        "domain/archive.py",
        "if one[0] is MentionKind.USER",
        "if one[0] is MentionKind.USERGROUP",
        "tests/web/test_markers.py::test_no_address_has_what_is_not_published",
    ),
    Mutation(
        "other hosts are refused",
        "web/app.py",
        'if request.headers.get("host", "").lower() != self._settings.host.lower():',
        "if not request.headers:",
        "tests/web/test_pages.py::test_other_hosts_are_none_of_ours",
    ),
    Mutation(
        "a correction makes other pages",
        "storage/archive.py",
        "        self._write(CHANGED, self._given({}))\n",
        "",
        f"{COPIES}::test_each_change_makes_another_version_an_erased_person_too",
    ),
)


def broken(mutation: Mutation) -> str:
    """What the test says of the mechanism once it is broken, in a copy of the tree."""
    with tempfile.TemporaryDirectory(prefix="sprint-notes-mutation-") as name:
        tree = Path(name)
        for part in COPIED:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns("node_modules"))
            else:
                shutil.copy(ROOT / part, tree / part)
        file = tree / mutation.file
        file.write_text(file.read_text(encoding="utf-8").replace(mutation.old, mutation.new), encoding="utf-8")
        command = [sys.executable, "-P", "-m", "pytest", "-q", "-n", "0", "-x", "-p", "no:cacheprovider", mutation.test]
        paths = os.pathsep.join(map(str, (tree, tree / "slack-sandbox")))
        done = subprocess.run(
            command,
            cwd=tree,
            env={**os.environ, "PYTHONPATH": paths},
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        return ANSWERS.get(done.returncode, "NO ANSWER")


def main() -> int:
    """Prints what became of each mutation, or of those whose mechanisms have one of the words given; how many were not
    noticed."""
    wanted = [one for one in MUTATIONS if not sys.argv[1:] or any(word in one.mechanism for word in sys.argv[1:])]
    answers = []
    for mutation in wanted:
        answers.append(broken(mutation))
        print(f"{answers[-1]:11}  {mutation.mechanism}  ({mutation.test})", flush=True)  # noqa: T201
    noticed = answers.count(ANSWERS[1])
    print(f"{noticed} of {len(wanted)} noticed.")  # noqa: T201
    return len(wanted) - noticed


if __name__ == "__main__":
    sys.exit(bool(main()))
