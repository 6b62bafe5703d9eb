// A button that opens a short menu, and popups that stay beside what they belong to.

import { freshId, h } from "./dom.js";

/** Puts a popup under its anchor, or above it where there is more room. */
export function placeBeside(popup, anchor, { width = false } = {}) {
  const at = anchor.getBoundingClientRect();
  const room = 8;
  if (width) popup.style.width = `${at.width}px`;
  const own = popup.getBoundingClientRect();
  const below = window.innerHeight - at.bottom - room;
  const above = at.top - room;
  const upwards = own.height > below && above > below;
  const height = Math.min(own.height, 320, Math.max(120, upwards ? above : below));
  popup.style.maxHeight = `${Math.max(120, Math.min(320, upwards ? above : below))}px`;
  popup.style.top = `${upwards ? Math.max(room, at.top - height - 2) : at.bottom + 2}px`;
  popup.style.left = `${Math.max(room, Math.min(at.left, window.innerWidth - own.width - room))}px`;
}

/** A button with a menu; items are { label, description?, run }. */
export function menuButton({ label, sign, items, className = "" }) {
  const id = freshId("menu");
  const menu = h("div", { id, class: "popup menu", popover: "auto", role: "menu", "aria-label": label });
  const key = h("button", { type: "button", class: `menu-opener ${className}`, "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": sign ? label : null }, sign ?? label);
  const entries = () => [...menu.querySelectorAll("[role=menuitem]")];
  menu.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    key.setAttribute("aria-expanded", String(open));
    if (open) {
      placeBeside(menu, key);
      entries()[0]?.focus();
    } else menu.remove();
  });
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const all = entries();
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    } else if (event.key === "Tab") menu.hidePopover();
    else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      menu.hidePopover();
      key.focus();
    }
  });
  key.addEventListener("click", () => {
    menu.replaceChildren(
      ...items.map((item) => {
        const entry = h("button", { type: "button", role: "menuitem", tabindex: "-1" }, h("span", {}, item.label), item.description ? h("small", {}, item.description) : null);
        entry.addEventListener("click", () => {
          menu.hidePopover();
          key.focus();
          item.run();
        });
        return entry;
      }),
    );
    (key.closest("dialog, main, nav, aside") ?? document.body).append(menu);
    menu.showPopover();
  });
  return key;
}
