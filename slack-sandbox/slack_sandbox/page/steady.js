// Keeps the focus, the caret and what is in view where they are while blocks change around them.

import { rangeIn, selectIn } from "./select.js";

const SCROLLERS = ".modal-body, .scroll";
const FOCUSABLE = "a[href], button, input, select, textarea, [contenteditable=true]";

function focusables(node) {
  return [...(node?.querySelectorAll(FOCUSABLE) ?? []), ...(node?.matches(FOCUSABLE) ? [node] : [])].filter((one) => !one.hidden && !one.disabled);
}

/** The part of a page that carries this mark: data-ts is a message, data-block a block, data-element an element. */
function find(root, name, value) {
  if (value === undefined) return undefined;
  return [...(root?.querySelectorAll(`[data-${name}]`) ?? [])].find((node) => node.dataset[name] === value);
}

/** Where the focus is below a node, in words that outlive its nodes; null when it is elsewhere. */
export function focusIn(root) {
  const node = document.activeElement;
  if (!node || node === root || !root.contains(node)) return null;
  const [message, block, element] = ["ts", "block", "element"].map((name) => node.closest(`[data-${name}]`));
  const mark = { ts: message?.dataset.ts, block: block?.dataset.block, element: element?.dataset.element };
  const position = block ? [...block.parentNode.children].indexOf(block) : 0;
  return { ...mark, position, index: focusables(element ?? block ?? message ?? root).indexOf(node), caret: caretIn(node) };
}

function caretIn(node) {
  if (node.isContentEditable) return rangeIn(node);
  return Number.isInteger(node.selectionStart) ? [node.selectionStart, node.selectionEnd] : null;
}

/** Whether the element that had the focus is still there. */
export function isThere(root, { ts, block, element }) {
  const scope = ts ? find(root, "ts", ts) : root;
  return Boolean(element ? find(scope, "element", element) : find(scope, "block", block));
}

/** Puts the focus back where it was, or as near as there is something. */
export function refocus(root, mark) {
  if (!mark || root.contains(document.activeElement)) return;
  const scope = find(root, "ts", mark.ts) ?? root;
  const block = find(scope, "block", mark.block);
  const holder = find(block, "element", mark.element) ?? find(scope, "element", mark.element) ?? block ?? scope.children[mark.position] ?? scope;
  const all = focusables(holder);
  const node = all[mark.index] ?? all.at(-1) ?? focusables(scope).at(-1);
  node?.focus({ preventScroll: true });
  if (!node || !mark.caret) return;
  if (node.isContentEditable) selectIn(node, mark.caret);
  else if (Number.isInteger(node.selectionStart)) node.setSelectionRange(...mark.caret);
}

/** Whether a node can be seen where it scrolls. */
export function isInView(node) {
  const scroller = node?.closest(SCROLLERS);
  if (!scroller) return false;
  const [own, edge] = [node.getBoundingClientRect(), scroller.getBoundingClientRect()];
  return own.bottom > edge.top && own.top < edge.bottom;
}

/** Changes the blocks in a parent; what is in view does not move unless it is gone. */
export function steadily(parent, change) {
  const scroller = parent.closest(SCROLLERS);
  if (!scroller) {
    change();
    return;
  }
  const before = [...parent.children].map((node) => ({ node, top: node.getBoundingClientRect().top }));
  const inView = before.filter(({ node }) => isInView(node));
  change();
  const now = [...parent.children];
  const sameAs = (old) => now.find((node) => node === old) ?? now.find((node) => node.dataset.block === old.dataset.block) ?? now.find((node) => node.content === old.content);
  const stays = inView.find(({ node }) => sameAs(node));
  if (stays) scroller.scrollTop += sameAs(stays.node).getBoundingClientRect().top - stays.top;
  else if (!before.some(({ node }) => sameAs(node))) scroller.scrollTop = 0;
}
