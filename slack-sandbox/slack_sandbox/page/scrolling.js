// Where a list stands.

/** Scrolls a list, and nothing around it, until this is to be seen. */
export function bringIntoView(list, node) {
  if (!node) return;
  const [outer, inner] = [list.getBoundingClientRect(), node.getBoundingClientRect()];
  if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom + 24;
  if (inner.top < outer.top) list.scrollTop += inner.top - outer.top - 24;
}

/** To the end, or to where the new begins when somebody has just come. */
export function toEnd(scroll, mark, fresh) {
  if (fresh && mark) scroll.scrollTop += mark.getBoundingClientRect().top - scroll.getBoundingClientRect().top;
  else scroll.scrollTop = scroll.scrollHeight;
}

export function isAtEnd(scroll) {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60;
}

/** Who is at the end stays there when a picture comes and takes its room. */
export function staysAtEnd(scroll) {
  let held = true;
  scroll.addEventListener("scroll", () => (held = isAtEnd(scroll)));
  scroll.addEventListener("load", () => held && toEnd(scroll), true);
}
