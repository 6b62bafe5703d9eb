"""What is counted for operators, in the form that Prometheus reads."""

from collections.abc import Callable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

KINDS = (  # of what people do; payloads name them
    *("command", "view_submission", "view_closed", "block_actions", "block_suggestion"),
    *("shortcut", "message_action", "event_callback"),
)
OTHER = "other"
LATENCIES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)  # seconds; Slack waits for 3
MOST_ERRORS = 100  # by name; more would be no names of Slack's
MEANINGS = {
    "oldest_waiting_delivery_seconds": "Age of the oldest message that is on its way to Slack.",
    "last_tick_age_seconds": "Seconds since a look at the clock went through.",
    "slack_reachable": "Whether the last call reached Slack.",
    "token_accepted": "Whether Slack accepts the bot token.",
}
Backlog = tuple[Mapping[str, int], float | None]  # deliveries by state, and the age of the oldest that waits


class Metrics:
    """The numbers of one process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._acks = Histogram(
            "sprint_notes_ack_seconds",
            "Seconds until Slack was answered.",
            ["kind"],
            buckets=LATENCIES,
            registry=self.registry,
        )
        self._answers = self._counter("acks", "Answers to Slack.", "kind", "status")
        self._turned_away = self._counter("turned_away", "Requests that were not let in, or malformed.", "why")
        self._ticks = self._counter("ticks", "Looks at the clock.", "outcome")
        self._errors = self._counter("slack_errors", "Calls that Slack refused or did not answer.", "method", "error")
        self._known_errors: set[tuple[str, str]] = set()
        self._each_kind = {kind: self._acks.labels(kind) for kind in (*KINDS, OTHER)}

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"sprint_notes_{name}", meaning, labels, registry=self.registry)

    def acknowledged(self, kind: str, status: int, seconds: float) -> None:
        """Slack was answered."""
        kind = kind if kind in self._each_kind else OTHER
        self._each_kind[kind].observe(seconds)
        self._answers.labels(kind, status).inc()

    def turned_away(self, why: str) -> None:
        """A request went no further than the door."""
        self._turned_away.labels(why).inc()

    def ticked(self, sound: bool) -> None:  # noqa: FBT001 - what its caller has to say
        """The clock was looked at."""
        self._ticks.labels("ok" if sound else "failed").inc()

    def heard(self, method: str, error: str) -> None:
        """A call to Slack came to its end."""
        if not error:
            return
        if len(self._known_errors) >= MOST_ERRORS and (method, error) not in self._known_errors:
            error = OTHER
        self._known_errors.add((method, error))
        self._errors.labels(method, error).inc()

    def reads(self, gauges: Callable[[], Mapping[str, float]], deliveries: Callable[[], Backlog]) -> None:
        """What is read when somebody asks: numbers by name, and how the deliveries stand."""
        self.registry.register(_Read(gauges, deliveries))

    def text(self) -> bytes:
        """All of it."""
        return generate_latest(self.registry)


class _Read(Collector):
    def __init__(self, gauges: Callable[[], Mapping[str, float]], deliveries: Callable[[], Backlog]) -> None:
        self._gauges = gauges
        self._deliveries = deliveries

    def describe(self) -> Iterator[Metric]:
        """Nothing is read before somebody asks."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        counts, oldest = self._deliveries()
        numbers = {**self._gauges(), **({} if oldest is None else {"oldest_waiting_delivery_seconds": oldest})}
        for name, value in numbers.items():
            yield GaugeMetricFamily(f"sprint_notes_{name}", MEANINGS[name], value=value)
        deliveries = GaugeMetricFamily("sprint_notes_deliveries", "Messages for Slack, by state.", labels=["state"])
        for state, count in counts.items():
            deliveries.add_metric([state], count)
        yield deliveries
