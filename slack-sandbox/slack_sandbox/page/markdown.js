// The markdown block: enough of Markdown to read what bots write in it.

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { broadcast, channelMention, link, mention } from "./words.js";

const INLINE = [
  { pattern: /\\([\\`*_{}[\]()#+\-.!~|<>])/, make: (m) => document.createTextNode(m[1]) },
  { pattern: /`([^`]+)`/, make: (m) => h("code", {}, m[1]) },
  { pattern: /!\[([^\]]*)\]\((https?:[^\s)]+)[^)]*\)/, make: (m) => link(m[2], m[1] || m[2]) },
  { pattern: /\[([^\]]+)\]\(([^\s)]+)[^)]*\)/, make: (m) => link(m[2], ...inline(m[1])) },
  { pattern: /<((?:https?|mailto):[^\s>|]+)(?:\|([^>]*))?>/, make: (m) => link(m[1], ...(m[2] ? [m[2]] : [])) },
  { pattern: /<@([A-Z0-9]+)>/, make: (m) => mention(m[1]) },
  { pattern: /<#([A-Z0-9]+)(?:\|[^>]*)?>/, make: (m) => channelMention(m[1]) },
  { pattern: /<!(here|channel|everyone)>/, make: (m) => broadcast(m[1]) },
  { pattern: /\*\*(?=\S)(.+?\S?)\*\*/, make: (m) => h("strong", {}, inline(m[1])) },
  { pattern: /__(?=\S)(.+?)__/, make: (m) => h("strong", {}, inline(m[1])) },
  { pattern: /~~(?=\S)(.+?)~~/, make: (m) => h("s", {}, inline(m[1])) },
  { pattern: /\*(?=[^\s*])([^*]*[^\s*])\*/, make: (m) => h("em", {}, inline(m[1])) },
  { pattern: /(?<![\p{L}\p{N}])_(?=\S)([^_]*[^\s_])_(?![\p{L}\p{N}])/u, make: (m) => h("em", {}, inline(m[1])) },
  { pattern: /https?:\/\/[^\s<>)\]]*[^\s<>)\].,:;!?'"]/, make: (m) => link(m[0]) },
];

function inline(words) {
  let best = null;
  for (const rule of INLINE) {
    const match = rule.pattern.exec(words);
    if (match && (!best || match.index < best.match.index)) best = { match, rule };
  }
  if (!best) return broken(words);
  const { match, rule } = best;
  return [...broken(words.slice(0, match.index)), rule.make(match), ...inline(words.slice(match.index + match[0].length))];
}

function broken(words) {
  return withEmoji(words).split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line])).filter((part) => part !== "");
}

const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;

/** A list from its lines, nested by their margin. */
function list(lines) {
  const first = ITEM.exec(lines[0]);
  const ordered = /\d/.test(first[2]);
  const node = h(ordered ? "ol" : "ul", { start: ordered && parseInt(first[2], 10) !== 1 ? parseInt(first[2], 10) : null });
  let at = 0;
  while (at < lines.length) {
    const words = [ITEM.exec(lines[at])?.[3] ?? lines[at].trim()];
    const inner = [];
    at += 1;
    while (at < lines.length) {
      const next = ITEM.exec(lines[at]);
      if (next && next[1].length <= first[1].length) break;
      if (next || inner.length) inner.push(lines[at]);
      else words.push(lines[at].trim());
      at += 1;
    }
    const task = /^\[([ xX])\]\s+(.*)$/s.exec(words.join("\n"));
    const said = task ? [task[1] === " " ? "☐ " : "☑ ", ...inline(task[2])] : inline(words.join("\n"));
    node.append(h("li", {}, said, inner.length ? list(inner) : null));
  }
  return node;
}

function cells(line) {
  return line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function table(lines) {
  const [head, , ...rows] = lines.map(cells);
  const top = h("tr", {}, head.map((cell) => h("th", { scope: "col" }, inline(cell))));
  const body = rows.map((row) => h("tr", {}, row.map((cell) => h("td", {}, inline(cell)))));
  return h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": "Table" }, h("table", {}, h("thead", {}, top), h("tbody", {}, body)));
}

const STARTS = [
  { test: (line) => /^(```|~~~)/.test(line), take: fence },
  { test: (line) => /^#{1,6}\s/.test(line), take: heading },
  { test: (line) => /^\s{0,3}([-*_])(\s*\1){2,}\s*$/.test(line), take: (lines) => [h("hr"), lines.slice(1)] },
  { test: (line) => /^\s{0,3}>/.test(line), take: quote },
  { test: (line) => ITEM.test(line), take: (lines) => run(lines, (line, at) => at === 0 || line.trim() !== "" && (ITEM.test(line) || /^\s+/.test(line)), list) },
  { test: (line, next) => line.includes("|") && /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(next ?? "") && next.includes("-"), take: (lines) => run(lines, (line) => line.includes("|"), table) },
];

function run(lines, belongs, make) {
  let end = 0;
  while (end < lines.length && belongs(lines[end], end)) end += 1;
  return [make(lines.slice(0, end)), lines.slice(end)];
}

function fence(lines) {
  const mark = lines[0].slice(0, 3);
  let end = 1;
  while (end < lines.length && !lines[end].startsWith(mark)) end += 1;
  return [h("pre", {}, lines.slice(1, end).join("\n")), lines.slice(end + 1)];
}

function heading(lines) {
  const [, marks, words] = /^(#{1,6})\s+(.*?)\s*#*$/.exec(lines[0]) ?? [null, "#", lines[0]];
  return [h("p", { class: `heading level${Math.min(marks.length, 4)}`, role: "heading", data: { level: marks.length } }, inline(words)), lines.slice(1)];
}

function quote(lines) {
  return run(lines, (line) => /^\s{0,3}>/.test(line), (own) => h("blockquote", {}, blocks(own.map((line) => line.replace(/^\s{0,3}>\s?/, "")))));
}

function paragraph(lines) {
  let end = 1;
  while (end < lines.length && lines[end].trim() && !STARTS.some(({ test }) => test(lines[end], lines[end + 1]))) end += 1;
  return [h("p", {}, inline(lines.slice(0, end).join("\n"))), lines.slice(end)];
}

function blocks(lines) {
  const made = [];
  let rest = lines;
  while (rest.length) {
    if (!rest[0].trim()) {
      rest = rest.slice(1);
      continue;
    }
    const start = STARTS.find(({ test }) => test(rest[0], rest[1]));
    const [node, after] = (start?.take ?? paragraph)(rest);
    made.push(node);
    rest = after;
  }
  return made;
}

/** Markdown as nodes. */
export function markdown(words) {
  return h("div", { class: "rich markdown" }, blocks(words.split("\n")));
}
