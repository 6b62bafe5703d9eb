// The inspector: what the bot asked of Slack, what it was told, and every refusal with its rule.

import { ask } from "./api.js";
import { h, reconcile } from "./dom.js";
import { exactTime, logTime } from "./times.js";

const MOST = 300;
const KINDS = { slash_commands: "command", interactive: "interaction", events_api: "event" };

export class Inspector {
  constructor(node) {
    this.node = node;
    this.lines = [];
    this.calls = 0;
    this.told = 0;
    this.only = h("input", { type: "checkbox", id: "only-refusals", onchange: () => this.show() });
    this.words = h("input", { type: "search", id: "find-traffic", placeholder: "Method or error", oninput: () => this.show() });
    this.list = h("ol", { class: "traffic" });
    this.count = h("p", { class: "small", role: "status" });
    node.append(
      h("header", {}, h("h2", {}, "Inspector"), h("button", { type: "button", class: "quiet cross", "aria-label": "Close the inspector", onclick: () => this.onclose?.() }, "×")),
      h("div", { class: "filters" }, h("label", { for: "only-refusals" }, this.only, " Refusals only"), h("label", { for: "find-traffic" }, h("span", { class: "unseen" }, "Find"), this.words)),
      this.count,
      this.list,
    );
  }

  /** Reads what is new in both logs. */
  async update() {
    this.sources ??= await ask("sources");
    const [calls, told] = await Promise.all([ask("calls", { since: this.calls }), ask("deliveries", { since: this.told })]);
    const made = calls.filter((raw) => raw.number >= this.calls); // two readings may overlap
    this.calls = made.at(-1)?.number + 1 || this.calls;
    const waiting = this.lines.filter((line) => line.side === "in");
    const known = new Map(waiting.map((line) => [line.raw.number, line]));
    for (const raw of told) {
      if (known.has(raw.number)) Object.assign(known.get(raw.number), asTold(raw));
      else this.lines.push(asTold(raw));
    }
    this.lines.push(...made.map(asCall));
    const pending = this.lines.filter((line) => line.side === "in" && !line.raw.outcome).map((line) => line.raw.number);
    const last = Math.max(-1, ...this.lines.filter((line) => line.side === "in").map((line) => line.raw.number));
    this.told = pending.length ? Math.min(...pending) : last + 1;
    this.lines.sort((a, b) => b.at - a.at);
    this.show();
  }

  show() {
    const words = this.words.value.trim().toLowerCase();
    const fits = (line) => (!this.only.checked || line.refused) && (!words || `${line.name} ${line.result}`.toLowerCase().includes(words));
    const shown = this.lines.filter(fits);
    this.count.textContent = `${shown.length} of ${this.lines.length} lines, ${this.lines.filter((line) => line.refused).length} refused${shown.length > MOST ? `; the newest ${MOST} are shown` : ""}`;
    reconcile(this.list, shown.slice(0, MOST), (line) => `${line.key} ${line.result}`, (line) => lineNode(line, this.sources));
  }
}

function asCall(raw) {
  const ok = Boolean(raw.answer.ok);
  return { key: `call ${raw.number}`, side: "out", raw, at: raw.at, name: raw.method, ok, refused: !ok && !raw.injected, result: ok ? "ok" : `${raw.answer.error}${raw.injected ? " (asked for)" : ""}` };
}

function asTold(raw) {
  const what = raw.payload.command ?? raw.payload.event?.type ?? raw.payload.type ?? raw.kind;
  const result = raw.outcome || "waiting for the ack";
  const ok = !raw.outcome || raw.outcome === "ok";
  return { key: `told ${raw.number}`, side: "in", raw, at: raw.at, name: `${KINDS[raw.kind] ?? raw.kind}: ${what}`, ok, refused: !ok && raw.findings.length > 0, result };
}

function lineNode(line, sources) {
  const mark = line.side === "in" ? "→" : line.ok ? "✓" : "✗";
  const side = line.side === "in" ? "to the bot" : "by the bot";
  const node = h(
    "details",
    { class: line.ok ? "line" : "line bad" },
    h("summary", {}, h("span", { class: "mark", "aria-hidden": "true" }, mark), h("span", { class: "method" }, line.name, h("span", { class: "unseen" }, `, ${side}`)), h("span", { class: "result" }, line.result), h("time", { title: exactTime(line.at) }, logTime(line.at))),
  );
  node.addEventListener("toggle", () => node.open && !node.querySelector(".parts") && node.append(parts(line)));
  return h("li", {}, node, findings(line, sources));
}

/** The rules that were broken, each with where it was read and the part of the call it points at. */
function findings(line, sources) {
  if (!line.raw.findings?.length) return null;
  const { needed, provided } = line.raw.answer ?? {};
  const scopes = needed ? h("p", {}, `Needed: ${needed}; provided: ${provided}`) : null;
  return h("ul", { class: "findings" }, line.raw.findings.map((finding) => h("li", { class: "finding" }, findingParts(finding, line.raw.arguments, sources), scopes)));
}

function findingParts({ message, pointer, rule, source }, given, sources) {
  const part = pointer ? at(given, pointer) : undefined;
  return [
    h("strong", {}, message), pointer ? h("code", {}, pointer) : null,
    h("p", { class: "small" }, "Rule ", h("code", {}, rule), " from ", h("code", {}, source), `: ${sources[source] ?? source}`),
    part === undefined ? null : h("pre", {}, shortened(part)),
  ];
}

function parsed(value) {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** What a JSON pointer points at in the arguments; blocks may start below `blocks` or `view`. */
function at(given, pointer) {
  const steps = pointer.split("/").filter(Boolean);
  for (const start of [given, parsed(given.view), given.blocks && { blocks: given.blocks }]) {
    let found = start;
    for (const step of steps) found = parsed(found)?.[step];
    if (found !== undefined && found !== start) return found;
  }
  return undefined;
}

function shortened(part) {
  const words = JSON.stringify(part, null, 1);
  return words.length > 400 ? `${words.slice(0, 400)}…` : words;
}

function json(value) {
  const open = Object.fromEntries(Object.entries(value ?? {}).map(([key, inner]) => [key, parsed(inner)]));
  return JSON.stringify(typeof value === "object" && value !== null && !Array.isArray(value) ? open : value, null, 2);
}

function parts(line) {
  const { raw } = line;
  const pairs = line.side === "in" ? [["Payload", raw.payload], [`Ack after ${raw.seconds.toFixed(3)} s`, raw.answer]] : [["Arguments", raw.arguments], [`Answer, HTTP ${raw.status}`, raw.answer]];
  return h("div", { class: "parts" }, pairs.map(([title, value]) => [h("h3", {}, title), h("pre", {}, value === null || value === undefined ? "(nothing)" : json(value))]));
}
