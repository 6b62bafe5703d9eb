// What an editor does to its lines. Nothing here knows the DOM: a point is { line, at }, a range two of them in order.

import { emptyLine, merged, styleKey } from "./richtext.js";

const MOST_INDENT = 8;

export function sizeOf(leaves) {
  return leaves.reduce((sum, leaf) => sum + (leaf.chip ? 1 : leaf.text.length), 0);
}

/** The leaves between two places. */
export function slice(leaves, from, to = Infinity) {
  const made = [];
  let at = 0;
  for (const leaf of leaves) {
    const size = leaf.chip ? 1 : leaf.text.length;
    const [begin, end] = [Math.max(from - at, 0), Math.min(to - at, size)];
    if (begin < end) made.push(leaf.chip ? leaf : { ...leaf, text: leaf.text.slice(begin, end) });
    at += size;
  }
  return made;
}

/** Takes a range out. */
export function cut(lines, [from, to]) {
  const leaves = merged([...slice(lines[from.line].leaves, 0, from.at), ...slice(lines[to.line].leaves, to.at)]);
  return { lines: [...lines.slice(0, from.line), { ...lines[from.line], leaves }, ...lines.slice(to.line + 1)], point: from };
}

/** Puts lines in at a point: the first and the last join what stands there. */
export function insert(lines, point, added) {
  const host = lines[point.line];
  const [before, after] = [slice(host.leaves, 0, point.at), slice(host.leaves, point.at)];
  const alone = sizeOf(host.leaves) === 0 && host.kind === "section";
  const fresh = added.map((line) => ({ ...line, meta: { ...line.meta } }));
  fresh[0] = alone ? fresh[0] : { ...host, leaves: merged([...before, ...fresh[0].leaves]) };
  const last = fresh.at(-1);
  const at = sizeOf(last.leaves);
  fresh[fresh.length - 1] = { ...last, leaves: merged([...last.leaves, ...after]) };
  const made = [...lines.slice(0, point.line), ...fresh, ...lines.slice(point.line + 1)];
  return { lines: made, point: { line: point.line + fresh.length - 1, at } };
}

/** The style that text gets when it is typed at a point. */
export function styleAt(lines, point) {
  const [leaf] = slice(lines[point.line].leaves, Math.max(point.at - 1, 0), Math.max(point.at, 1));
  return leaf && !leaf.chip && !leaf.url ? (leaf.style ?? {}) : {};
}

/** Enter: a new line of the same kind; on an empty item, quote or code line, out of it. */
export function split(lines, point) {
  const line = lines[point.line];
  if (line.kind !== "section" && sizeOf(line.leaves) === 0) return { lines: replaced(lines, point.line, lifted(line)), point };
  const [before, after] = [slice(line.leaves, 0, point.at), slice(line.leaves, point.at)];
  const second = { ...emptyLine(line.kind, line.indent), leaves: after };
  const made = [...lines.slice(0, point.line), { ...line, leaves: before }, second, ...lines.slice(point.line + 1)];
  return { lines: made, point: { line: point.line + 1, at: 0 } };
}

function replaced(lines, at, line) {
  return lines.map((old, index) => (index === at ? line : old));
}

/** One step out: an indent less, or an ordinary line. */
function lifted(line) {
  if (line.indent > 0) return { ...line, indent: line.indent - 1, meta: {} };
  return { ...line, kind: "section", indent: 0, meta: {}, start: false };
}

/** Backspace at the start of a line. */
export function joinBack(lines, point) {
  const line = lines[point.line];
  if (line.kind !== "section") return { lines: replaced(lines, point.line, lifted(line)), point };
  if (point.line === 0) return { lines, point };
  const before = { line: point.line - 1, at: sizeOf(lines[point.line - 1].leaves) };
  return cut(lines, [before, point]);
}

/** Makes the lines of a range this kind, or ordinary if all of them are already. */
export function setKind(lines, [from, to], kind) {
  const all = lines.slice(from.line, to.line + 1).every((line) => line.kind === kind);
  return lines.map((line, at) => {
    if (at < from.line || at > to.line) return line;
    const indent = kind === "bullet" || kind === "ordered" ? line.indent : 0;
    const leaves = kind === "pre" && !all ? line.leaves.map(({ style: _style, ...leaf }) => leaf) : line.leaves;
    return all ? { ...line, kind: "section", indent: 0, meta: {}, start: false } : { ...line, kind, indent, leaves, meta: {}, start: false };
  });
}

/** Moves list items in or out. */
export function indent(lines, [from, to], step) {
  return lines.map((line, at) => {
    const listed = line.kind === "bullet" || line.kind === "ordered";
    if (at < from.line || at > to.line || !listed) return line;
    return { ...line, indent: Math.min(MOST_INDENT, Math.max(0, line.indent + step)), meta: {}, start: false };
  });
}

function within(line, at, [from, to]) {
  const begin = at === from.line ? from.at : 0;
  const end = at === to.line ? to.at : sizeOf(line.leaves);
  return [begin, end];
}

/** Changes the leaves in a range. */
function change(lines, range, how) {
  return lines.map((line, at) => {
    if (at < range[0].line || at > range[1].line) return line;
    const [begin, end] = within(line, at, range);
    const leaves = [...slice(line.leaves, 0, begin), ...slice(line.leaves, begin, end).map(how), ...slice(line.leaves, end)];
    return { ...line, leaves: merged(leaves) };
  });
}

/** Everything in a range, leaf by leaf. */
export function leavesIn(lines, range) {
  return lines.flatMap((line, at) => {
    if (at < range[0].line || at > range[1].line) return [];
    return slice(line.leaves, ...within(line, at, range));
  });
}

/** Whether all the text in a range has this style. */
export function hasStyle(lines, range, name) {
  const texts = leavesIn(lines, range).filter((leaf) => !leaf.chip);
  return texts.length > 0 && texts.every((leaf) => leaf.style?.[name]);
}

/** Gives a range a style, or takes it away when all of it has it. */
export function toggleStyle(lines, range, name) {
  const on = !hasStyle(lines, range, name);
  return change(lines, range, (leaf) => (leaf.chip ? leaf : withStyle(leaf, name, on)));
}

export function withStyle(leaf, name, on) {
  const { [name]: _old, ...others } = leaf.style ?? {};
  const style = on ? { ...others, [name]: true } : others;
  const { style: _style, ...bare } = leaf;
  return styleKey(style) === "[]" ? bare : { ...bare, style };
}

/** Makes a range a link, or takes the link away. */
export function setLink(lines, range, url) {
  return change(lines, range, (leaf) => {
    if (leaf.chip) return leaf;
    const { url: _url, bare: _bare, ...words } = leaf;
    return url ? { ...words, url } : words;
  });
}
