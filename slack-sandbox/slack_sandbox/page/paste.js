// What is pasted into an editor: lists, links and simple styles are kept, all else becomes plain text.

import { emptyLine, merged } from "./richtext.js";

const STYLES = { B: "bold", STRONG: "bold", I: "italic", EM: "italic", S: "strike", DEL: "strike", STRIKE: "strike", CODE: "code" };
const BLOCKS = /^(P|DIV|H[1-6]|LI|UL|OL|BLOCKQUOTE|PRE|TABLE|TR|SECTION|ARTICLE|HEADER|FOOTER|DT|DD)$/;
const SKIPPED = /^(SCRIPT|STYLE|HEAD|TITLE|META|TEMPLATE|NOSCRIPT|IFRAME|OBJECT)$/;

/** Lines of plain text. */
export function linesOfText(words) {
  return words.replace(/\r\n?/g, "\n").split("\n").map((text) => ({ ...emptyLine(), leaves: text ? [{ text }] : [] }));
}

/** Lines of HTML, which is parsed where nothing in it can run. */
export function linesOfHtml(html) {
  const bare = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\s(?:style|on\w+)\s*=\s*("[^"]*"|'[^']*')/gi, ""); // of no use here
  const page = new DOMParser().parseFromString(bare, "text/html");
  const made = { lines: [emptyLine()], place: { kind: "section", indent: 0 } };
  walk(page.body, { style: {} }, made);
  const lines = made.lines.map((line) => ({ ...line, leaves: merged(line.leaves) })).filter((line) => line.leaves.length);
  return lines.length ? lines : [emptyLine()];
}

function walk(node, around, made) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) addText(child.data, around, made);
    else if (child.nodeType === Node.ELEMENT_NODE && !SKIPPED.test(child.nodeName)) element(child, around, made);
  }
}

function addText(data, around, made) {
  const words = made.place.kind === "pre" ? data : data.replace(/[ \t\r\n]+/g, " ");
  const line = made.lines.at(-1);
  words.split("\n").forEach((text, at) => {
    if (at) made.lines.push(emptyLine("pre"));
    const shown = made.place.kind === "pre" || made.lines.at(-1).leaves.length ? text : text.trimStart();
    if (shown) made.lines.at(-1).leaves.push({ text: shown, ...leafStyle(around, line.kind) });
  });
}

function leafStyle({ style, url }, kind) {
  const shown = Object.keys(style).length && kind !== "pre" ? { style } : {};
  return url ? { ...shown, url } : shown;
}

function element(node, around, made) {
  if (node.nodeName === "BR") {
    made.lines.push(emptyLine(made.place.kind, made.place.indent));
    return;
  }
  const inner = { style: STYLES[node.nodeName] ? { ...around.style, [STYLES[node.nodeName]]: true } : around.style, url: around.url };
  const address = node.nodeName === "A" ? node.getAttribute("href") ?? "" : "";
  if (/^(https?:|mailto:)/i.test(address)) inner.url = address;
  if (!BLOCKS.test(node.nodeName)) {
    walk(node, inner, made);
    return;
  }
  const before = made.place;
  made.place = placeOf(node, before);
  made.lines.push(emptyLine(made.place.kind, made.place.indent));
  walk(node, inner, made);
  made.place = before;
  made.lines.push(emptyLine(before.kind, before.indent));
}

function placeOf(node, place) {
  if (node.nodeName === "PRE") return { kind: "pre", indent: 0 };
  if (node.nodeName === "BLOCKQUOTE") return { kind: "quote", indent: 0 };
  if (node.nodeName !== "UL" && node.nodeName !== "OL") return place;
  const listed = place.kind === "bullet" || place.kind === "ordered";
  return { kind: node.nodeName === "OL" ? "ordered" : "bullet", indent: listed ? Math.min(place.indent + 1, 8) : 0 };
}
