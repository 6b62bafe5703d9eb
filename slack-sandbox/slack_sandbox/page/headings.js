// Headings that a bot writes, below those of the page.

/** Gives them their levels, from the one after `above` on; a level that a bot has left out is none for who listens. */
export function levelHeadings(root, above) {
  let before = above;
  for (const node of root.querySelectorAll("[role=heading]")) {
    before = Math.min(6, above + Number(node.dataset.level), before + 1);
    node.setAttribute("aria-level", String(before));
  }
}
