// Where elements stand: a view or a message. Keeps what was typed, and tells the sandbox of it.

import { ask, tries } from "./api.js";
import { notice, reconcile } from "./dom.js";
import { makeBlock } from "./blocks.js";
import { valueIn } from "./elements.js";

const LATER = 300;

export class Place {
  /** `where` is { view } or { message }; `names` tells the people, channels and app of the moment. */
  constructor(person, where, names) {
    Object.assign(this, { person, where, names, controls: new Map(), state: {}, waiting: new Map() });
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

  /** Sends what a control holds, at once or when the typing pauses. */
  enters(control, { acts = true, later = false } = {}) {
    const key = this.keyOf(control.block, control.element);
    clearTimeout(this.waiting.get(key)?.timer);
    const send = async () => {
      this.waiting.delete(key);
      tellTrouble(await tries("enters", this.given(control.block, control.element, { value: control.get(), acts })));
    };
    if (!later) return send();
    this.waiting.set(key, { send, timer: setTimeout(send, LATER) });
    return null;
  }

  /** Sends what still waits for a pause. */
  async flush() {
    const waiting = [...this.waiting.values()];
    for (const { timer } of waiting) clearTimeout(timer);
    await Promise.all(waiting.map(({ send }) => send()));
  }

  /** Shows blocks: those that stayed the same keep their nodes, and what is being typed in them. */
  show(parent, blocks, state) {
    this.state = state?.values ?? {};
    reconcile(parent, blocks, (block) => JSON.stringify(block), (block) => makeBlock(block, this));
    for (const [key, control] of this.controls) {
      if (!parent.contains(control.node)) this.controls.delete(key);
      else if (!this.waiting.has(key) && !control.node.contains(document.activeElement)) this.bringUp(control);
    }
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
