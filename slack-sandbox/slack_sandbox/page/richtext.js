// Between Slack's rich_text JSON, lines, and the DOM of an editor.
//
// A line is { kind, indent, start, meta, leaves }: kind is section, bullet, ordered, quote or pre; `start` begins a new
// part where the one before has the same kind; `meta` is what a part carries besides (border, offset, language).
// A leaf is { text, style }, { text, url, style, bare } or { chip }, the last being JSON that the toolbar cannot make.

const LISTS = { bullet: "rich_text_list", ordered: "rich_text_list" };
const PARTS = { section: "rich_text_section", quote: "rich_text_quote", pre: "rich_text_preformatted", ...LISTS };
const KINDS = { rich_text_section: "section", rich_text_quote: "quote", rich_text_preformatted: "pre" };

export function emptyLine(kind = "section", indent = 0) {
  return { kind, indent, start: false, meta: {}, leaves: [] };
}

/** The lines of a rich_text block. */
export function linesOf(block) {
  const lines = [];
  for (const part of block?.elements ?? []) {
    const own = part.type === "rich_text_list" ? listLines(part) : partLines(part);
    const before = lines.at(-1);
    if (own.length && before && same(before, own[0])) own[0].start = true;
    lines.push(...own);
  }
  return lines.length ? lines : [emptyLine()];
}

function same(one, other) {
  return one.kind === other.kind && one.indent === other.indent;
}

function metaOf(part) {
  const { type: _type, elements: _elements, style: _style, indent: _indent, ...meta } = part;
  return meta;
}

function listLines(part) {
  const kind = part.style === "ordered" ? "ordered" : "bullet";
  return (part.elements ?? []).map((item, at) => ({
    kind, indent: part.indent ?? 0, start: false, meta: at ? {} : metaOf(part), leaves: (item.elements ?? []).map(leafOf),
  }));
}

function partLines(part) {
  const kind = KINDS[part.type] ?? "section";
  const lines = [{ ...emptyLine(kind), meta: metaOf(part) }];
  for (const leaf of (part.elements ?? []).map(leafOf)) {
    const pieces = leaf.chip || leaf.url ? [leaf] : leaf.text.split("\n").map((text) => ({ ...leaf, text }));
    pieces.forEach((piece, at) => {
      if (at) lines.push(emptyLine(kind));
      if (piece.chip || piece.text) lines.at(-1).leaves.push(piece);
    });
  }
  return lines;
}

function leafOf(json) {
  const { type, text, url, style, ...more } = json;
  const known = Object.keys(more).length === 0;
  if (type === "text" && known) return { text, ...(style ? { style } : {}) };
  if (type === "link" && known) return { text: text ?? url, url, ...(style ? { style } : {}), ...(text ? {} : { bare: true }) };
  return { chip: json };
}

/** The rich_text block of these lines, or null when there is nothing in them. */
export function blockOf(lines) {
  if (lines.every((line) => line.leaves.length === 0)) return null;
  const parts = [];
  let run = [];
  for (const line of lines) {
    if (run.length && (!same(run[0], line) || line.start)) {
      parts.push(partOf(run));
      run = [];
    }
    run.push(line);
  }
  parts.push(partOf(run));
  return { type: "rich_text", elements: parts };
}

function partOf(run) {
  const [{ kind, indent, meta }] = run;
  if (!LISTS[kind]) return { type: PARTS[kind], elements: joined(run), ...meta };
  const elements = run.map((line) => ({ type: "rich_text_section", elements: merged(line.leaves).map(jsonOf) }));
  return { type: PARTS[kind], style: kind, indent, ...meta, elements };
}

/** The leaves of several lines, with the line breaks between them in the style of what stands around. */
function joined(run) {
  const leaves = [];
  run.forEach((line, at) => {
    if (at) {
      const [before, after] = [leaves.at(-1)?.style, line.leaves[0]?.style];
      leaves.push(styleKey(before) === styleKey(after) && before ? { text: "\n", style: before } : { text: "\n" });
    }
    leaves.push(...line.leaves);
  });
  return merged(leaves).map(jsonOf);
}

export function styleKey(style) {
  return JSON.stringify(Object.keys(style ?? {}).filter((name) => style[name]).sort());
}

/** Leaves with neighbours of the same style made one. */
export function merged(leaves) {
  const made = [];
  for (const leaf of leaves) {
    if (!leaf.chip && !leaf.text) continue;
    const last = made.at(-1);
    const alike = last && !last.chip && !leaf.chip && last.url === leaf.url && styleKey(last.style) === styleKey(leaf.style);
    if (alike) made[made.length - 1] = { ...last, text: last.text + leaf.text, ...(last.url ? { bare: last.bare && leaf.bare } : {}) };
    else made.push(leaf);
  }
  return made;
}

function jsonOf(leaf) {
  if (leaf.chip) return leaf.chip;
  const style = leaf.style && styleKey(leaf.style) !== "[]" ? { style: leaf.style } : {};
  if (!leaf.url) return { type: "text", text: leaf.text, ...style };
  return { type: "link", url: leaf.url, ...(leaf.bare && leaf.text === leaf.url ? {} : { text: leaf.text }), ...style };
}

/** Shows lines in an editor; `nameOf` says how a chip reads. */
export function writeLines(root, lines, nameOf) {
  const numbers = numbered(lines);
  root.replaceChildren(...lines.map((line, at) => lineNode(line, numbers[at], nameOf)));
}

function numbered(lines) {
  const counts = [];
  return lines.map((line) => {
    if (line.kind !== "ordered") {
      counts.length = line.kind === "bullet" ? Math.min(counts.length, line.indent) : 0;
      return null;
    }
    counts.length = Math.min(counts.length, line.indent + 1);
    if (line.start || counts[line.indent] === undefined) counts[line.indent] = line.meta.offset ?? 0;
    counts[line.indent] += 1;
    return counts[line.indent];
  });
}

function lineNode(line, number, nameOf) {
  const node = document.createElement("div");
  node.className = `line is-${line.kind} indent${Math.min(line.indent, 8)}`;
  Object.assign(node.dataset, { kind: line.kind, indent: line.indent, meta: JSON.stringify(line.meta) });
  if (line.start) node.dataset.start = "1";
  if (number !== null) node.dataset.number = `${number}.`;
  for (const leaf of line.leaves) node.append(...leafNodes(leaf, nameOf));
  if (!node.lastChild || node.lastChild.nodeName === "BR") node.append(document.createElement("br"));
  return node;
}

function leafNodes(leaf, nameOf) {
  if (leaf.chip) {
    const chip = document.createElement("span");
    Object.assign(chip, { className: "chip", contentEditable: "false", textContent: nameOf(leaf.chip) });
    chip.dataset.chip = JSON.stringify(leaf.chip);
    return [chip];
  }
  const nodes = leaf.text.split("\n").flatMap((words, at) => [...(at ? [document.createElement("br")] : []), ...(words ? [document.createTextNode(words)] : [])]);
  if (!leaf.url && styleKey(leaf.style) === "[]") return nodes;
  const holder = document.createElement("span");
  holder.className = [leaf.url ? "link" : "", ...Object.keys(leaf.style ?? {}).filter((name) => leaf.style[name])].join(" ").trim();
  if (leaf.style) holder.dataset.style = JSON.stringify(leaf.style);
  if (leaf.url) Object.assign(holder.dataset, { url: leaf.url, ...(leaf.bare ? { bare: "1" } : {}) });
  if (leaf.url) holder.title = leaf.url;
  holder.append(...nodes);
  return [holder];
}

/** The lines in an editor's DOM, whatever a browser made of it. */
export function readLines(root) {
  const lines = [...root.childNodes].map((node) => {
    const data = node.dataset ?? {};
    const line = { ...emptyLine(data.kind ?? "section", Number(data.indent ?? 0)), meta: JSON.parse(data.meta ?? "{}"), start: data.start === "1" };
    line.leaves = merged(node.nodeType === Node.TEXT_NODE ? [{ text: node.data }] : leavesIn(node, {}));
    return line;
  });
  return lines.length ? lines : [emptyLine()];
}

function leavesIn(node, around) {
  return [...node.childNodes].flatMap((child) => {
    if (child.nodeType === Node.TEXT_NODE) return [{ text: child.data, ...around }];
    if (child.nodeName === "BR") return isFiller(child) ? [] : [{ text: "\n", ...around }];
    if (child.dataset?.chip) return [{ chip: JSON.parse(child.dataset.chip) }];
    return leavesIn(child, aroundOf(child, around));
  });
}

function aroundOf(node, around) {
  const inner = { ...around };
  if (node.dataset?.style) inner.style = JSON.parse(node.dataset.style);
  if (node.dataset?.url) Object.assign(inner, { url: node.dataset.url, ...(node.dataset.bare ? { bare: true } : {}) });
  return inner;
}

/** Whether a line break only keeps an empty line open. */
export function isFiller(node) {
  for (let at = node; !at.classList?.contains("line"); at = at.parentNode) {
    if (at.nextSibling) return false;
    if (!at.parentNode) return true;
  }
  return true;
}
