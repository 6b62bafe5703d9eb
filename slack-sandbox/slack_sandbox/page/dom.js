// Small helpers to make and keep DOM nodes. Words are always inserted as text, never as HTML.

/** Makes an element. Keys starting with "on" are listeners; true, false and null do what one would expect. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "data") Object.assign(node.dataset, value);
    else if (key === "value") node.value = value;
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Shows these items in a parent: a node whose key is the same stays as it is, with its focus and its typing. */
export function reconcile(parent, items, keyOf, make) {
  const kept = new Map();
  for (const child of [...parent.children]) kept.set(child.keptKey, child);
  const wanted = [];
  const used = new Map();
  for (const item of items) {
    const base = keyOf(item);
    const count = used.get(base) ?? 0;
    used.set(base, count + 1);
    const key = count ? `${base}#${count}` : base;
    const node = kept.get(key) ?? make(item);
    node.keptKey = key;
    wanted.push(node);
  }
  const staying = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!staying.has(child)) child.remove();
  let cursor = parent.firstChild;
  for (const node of wanted) {
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
}

let lastId = 0;

/** An id that no other element has. */
export function freshId(prefix = "n") {
  lastId += 1;
  return `${prefix}${lastId}`;
}

const box = document.getElementById("notices");
const news = document.getElementById("news");

/** Puts a node into the dialog in front, if there is one: behind it nobody could see or hear it. */
function toTheFront(node) {
  const host = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  if (node.parentNode !== host) host.append(node);
}

/** Keeps the notices in sight when a dialog opens or goes. */
export function bringNotices() {
  toTheFront(box);
  toTheFront(news);
}

/** Shows a notice in front of an open dialog, too: for a while, unless somebody points at it; trouble stays until it is
 * dismissed, and is announced at once. */
export function notice(words, { trouble = false } = {}) {
  toTheFront(box);
  const close = h("button", { type: "button", class: "quiet", onclick: () => dismiss(item) }, "Dismiss");
  const item = h("div", { class: trouble ? "notice trouble" : "notice", role: trouble ? "alert" : "status", data: { words } }, h("span", {}, words), close);
  for (const other of [...box.children]) if (other.dataset.words === words) other.remove();
  box.append(item);
  while (box.children.length > 3) box.firstChild.remove();
  if (!trouble) leavesByItself(item);
}

function leavesByItself(item) {
  let timer = null;
  const stay = () => clearTimeout(timer);
  const leave = () => {
    stay();
    timer = setTimeout(() => item.remove(), 6000);
  };
  for (const kind of ["pointerenter", "focusin"]) item.addEventListener(kind, stay);
  for (const kind of ["pointerleave", "focusout"]) item.addEventListener(kind, leave);
  leave();
}

/** Takes a notice away; who pressed its key by keyboard goes on in what is in front. */
function dismiss(item) {
  const had = item.contains(document.activeElement);
  item.remove();
  if (!had) return;
  const front = box.closest("dialog");
  (box.querySelector("button") ?? front?.querySelector(".modal-body, button") ?? document.getElementById("main")).focus();
}

/** Says something to screen readers once they have a moment. */
export function announce(words) {
  toTheFront(news);
  news.textContent = "";
  requestAnimationFrame(() => (news.textContent = words));
}

/** Asks with a dialog; resolves to true or false. */
export function asks({ title, text, yes = "OK", no = "Cancel", danger = false }) {
  return new Promise((resolve) => {
    const heading = h("h2", { id: freshId("ask") }, title);
    const dialog = h(
      "dialog",
      { class: "ask", "aria-labelledby": heading.id },
      heading,
      h("div", { class: "ask-text" }, text),
      h(
        "div",
        { class: "keys" },
        h("button", { type: "button", onclick: () => answer(false) }, no),
        h("button", { type: "button", class: danger ? "danger" : "primary", autofocus: true, onclick: () => answer(true) }, yes),
      ),
    );
    const answer = (value) => {
      dialog.close();
      bringNotices();
      dialog.remove();
      resolve(value);
    };
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      answer(false);
    });
    document.body.append(dialog);
    dialog.showModal();
    bringNotices();
  });
}
