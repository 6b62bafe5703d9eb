// Where the caret is in an editor, in lines and places, and back.

import { isFiller } from "./richtext.js";

/** The selection as two points in order, or null when it is elsewhere. */
export function rangeIn(root) {
  const selection = document.getSelection();
  if (!selection?.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
  return [pointOf(root, range.startContainer, range.startOffset), pointOf(root, range.endContainer, range.endOffset)];
}

function pointOf(root, node, offset) {
  if (node === root) {
    const line = Math.min(offset, root.childNodes.length - 1);
    return { line, at: offset > line ? length(root.childNodes[line]) : 0 };
  }
  let top = node;
  while (top.parentNode !== root) top = top.parentNode;
  const line = [...root.childNodes].indexOf(top);
  return { line, at: before(top, node, offset) };
}

function length(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.length;
  if (node.nodeName === "BR") return isFiller(node) ? 0 : 1;
  if (node.dataset?.chip) return 1;
  return [...node.childNodes].reduce((sum, child) => sum + length(child), 0);
}

/** How much of a line stands before a place in it. */
function before(top, node, offset) {
  const chip = node.nodeType === Node.TEXT_NODE ? node.parentNode.closest?.("[data-chip]") : node.closest?.("[data-chip]");
  if (chip) return before(top, chip.parentNode, [...chip.parentNode.childNodes].indexOf(chip) + (offset ? 1 : 0));
  let sum = node.nodeType === Node.TEXT_NODE ? offset : [...node.childNodes].slice(0, offset).reduce((all, child) => all + length(child), 0);
  for (let at = node; at !== top; at = at.parentNode) {
    for (let sibling = at.previousSibling; sibling; sibling = sibling.previousSibling) sum += length(sibling);
  }
  return sum;
}

/** Puts the selection there. */
export function selectIn(root, [from, to]) {
  const range = document.createRange();
  range.setStart(...placeOf(root, from));
  range.setEnd(...placeOf(root, to));
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

function placeOf(root, point) {
  const line = root.childNodes[Math.min(point.line, root.childNodes.length - 1)];
  return find(line, point.at) ?? [line, line.childNodes.length];
}

function find(node, left) {
  let rest = left;
  for (const [index, child] of [...node.childNodes].entries()) {
    const size = length(child);
    if (child.nodeType === Node.TEXT_NODE && rest <= size) return [child, rest];
    if (rest === 0) return child.childNodes.length && !child.dataset?.chip ? find(child, 0) ?? [node, index] : [node, index];
    if (rest < size || (rest === size && child.childNodes.length && !child.dataset?.chip)) return find(child, rest) ?? [node, index + 1];
    rest -= size;
  }
  return null;
}
