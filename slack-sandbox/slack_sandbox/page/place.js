// Where elements stand: a view or a message. Keeps what was typed, and tells the sandbox of it.

import { ask, tries } from "./api.js";
import { notice, reconcile } from "./dom.js";
import { makeBlock } from "./blocks.js";
import { levelHeadings } from "./headings.js";
import { valueIn } from "./elements.js";
import { focusIn, isInView, isThere, refocus, steadily } from "./steady.js";

const LATER = 300;

export class Place {
  /** `where` is { view } or { message }; `names` tells the people, channels and app of the moment; `above` is the level
   * of the heading of the page that it stands below. */
  constructor(person, where, names, above = 2) {
    Object.assign(this, { person, where, names, above, controls: new Map(), state: {} });
    this.waiting = new Map(); // what was typed and is told when the typing pauses
    this.sending = new Map(); // what is being told
    this.toldAt = new Map(); // when it was told: a screen that was asked for earlier does not know of it
  }

  keyOf(block, element) {
    return `${block.block_id}/${element.action_id}`;
  }

  given(block, element, more = {}) {
    return { person: this.person, ...this.where, block_id: block.block_id, action_id: element.action_id, ...more };
  }

  heldBy(block, element) {
    return valueIn(element, this.state[block.block_id]?.[element.action_id]);
  }

  registers(control) {
    this.controls.set(this.keyOf(control.block, control.element), control);
  }

  controlOf(block, element) {
    return this.controls.get(this.keyOf(block, element));
  }

  async presses(block, element, option) {
    await this.flush();
    tellTrouble(await tries("presses", this.given(block, element, { option })));
  }

  suggests(block, element, query) {
    return ask("suggests", this.given(block, element, { query }));
  }

  /** Sends what a control holds, at once or when the typing pauses; `acts` tells the bot of it where it wants to know. */
  enters(control, { acts = true, later = false } = {}) {
    const key = this.keyOf(control.block, control.element);
    clearTimeout(this.waiting.get(key)?.timer);
    const send = () => this.tells(key, control, acts);
    if (!later) return send();
    this.waiting.set(key, { send, timer: setTimeout(send, LATER) });
    return null;
  }

  /** Tells what a control holds, and then the bot, if it wants to know. */
  async tells(key, control, acts) {
    this.waiting.delete(key);
    const { block, element } = control;
    const value = (this.controls.get(key) ?? control).get();
    await this.holds(key, this.given(block, element, { value, acts: false }));
    if (!acts || (block.type === "input" && !block.dispatch_action)) return;
    await this.flush(); // the bot is to see what was typed elsewhere, too
    tellTrouble(await tries("enters", this.given(block, element, { value, acts })));
  }

  /** Tells what a control holds, once what it held before has been told. */
  async holds(key, given) {
    const told = Promise.resolve(this.sending.get(key)).then(() => tries("enters", given));
    this.sending.set(key, told);
    this.toldAt.set(key, Infinity);
    await told;
    if (this.sending.get(key) !== told) return;
    this.sending.delete(key);
    this.toldAt.set(key, performance.now());
  }

  /** Tells what still waits for a pause, and waits until all is told. */
  async flush() {
    const waiting = [...this.waiting.values()];
    for (const { timer } of waiting) clearTimeout(timer);
    for (const { send } of waiting) send();
    await Promise.all(this.sending.values());
  }

  /** Shows blocks: those that stayed the same keep their nodes, and what was typed stays wherever the ids did. */
  show(parent, blocks, state) {
    this.state = state?.values ?? {};
    const shows = JSON.stringify(blocks);
    if (shows === this.shows) this.reconciles(parent, blocks);
    else this.changes(parent, blocks);
    this.shows = shows;
    levelHeadings(parent, this.above);
    for (const [key, control] of this.controls) {
      if (!parent.contains(control.node)) this.forgets(key);
      else if (!this.isUntold(key) && !control.node.contains(document.activeElement)) this.bringUp(control);
    }
  }

  reconciles(parent, blocks) {
    reconcile(parent, blocks, (block) => JSON.stringify(block), (block) => makeBlock(block, this));
  }

  /** Shows other blocks, with what was not told yet, the focus and the caret carried over. */
  changes(parent, blocks) {
    const [before, mark] = [new Map(this.controls), focusIn(parent)];
    const inView = isInView(document.activeElement);
    let isLost = false;
    steadily(parent, () => {
      this.reconciles(parent, blocks);
      for (const [key, old] of before) this.carriesOver(key, old);
      isLost = Boolean(mark) && !isThere(parent, mark);
      if (!isLost) refocus(parent, mark);
    });
    const fresh = [...this.controls].filter(([key]) => before.size && !before.has(key)).map(([, control]) => control);
    this.welcomes(fresh, isLost);
    refocus(parent, mark);
    if (mark && (inView || isLost)) document.activeElement.scrollIntoView({ block: "nearest" });
  }

  carriesOver(key, old) {
    const now = this.controls.get(key);
    if (now !== old && now.element.type === old.element.type && this.isUntold(key)) now.set(old.get());
  }

  /** Goes to a new input that wants the focus, or takes the place of what had it; never away from who is typing. */
  welcomes(fresh, isLost) {
    if (!isLost && document.activeElement?.matches("input, textarea, [contenteditable=true]")) return;
    const wanted = fresh.find((control) => control.element.focus_on_load) ?? (isLost ? fresh[0] : null);
    wanted?.target.focus();
  }

  /** Whether the state that was read may not know yet what this control holds. */
  isUntold(key) {
    return this.waiting.has(key) || this.names().asked < (this.toldAt.get(key) ?? 0);
  }

  forgets(key) {
    clearTimeout(this.waiting.get(key)?.timer);
    this.waiting.delete(key);
    this.controls.delete(key);
  }

  /** Shows what the sandbox holds, if it is something else. */
  bringUp(control) {
    const held = this.heldBy(control.block, control.element);
    if (JSON.stringify(held ?? null) !== JSON.stringify(normal(control.get()))) control.set(held);
  }
}

function normal(value) {
  return value === undefined || value === "" ? null : value;
}

/** Says that the bot did not answer, as Slack does with a warning beside the button. */
function tellTrouble(result) {
  if (result?.error) notice(`The app did not respond: ${result.error}`, { trouble: true });
}
