// The page's side of the control API, and the live feed.

import { notice } from "./dom.js";

/** Uses a verb; throws an Error with the sandbox's words when it cannot be done. */
export async function ask(verb, given = {}) {
  const answer = await fetch(`/control/${verb}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(given),
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body?.error ?? `${verb} failed`);
  return body;
}

/** Uses a verb on behalf of a person; trouble becomes a notice, and null comes back. */
export async function tries(verb, given = {}) {
  try {
    return await ask(verb, given);
  } catch (error) {
    notice(error.message, { trouble: true });
    return null;
  }
}

/** Calls back at every change; comes back by itself when the connection was lost. */
export function follow(onChange, onState) {
  let wait = 250;
  const open = () => {
    const socket = new WebSocket(new URL("/live", location.href.replace(/^http/, "ws")));
    socket.addEventListener("open", () => {
      wait = 250;
      onState(true);
    });
    socket.addEventListener("message", onChange);
    socket.addEventListener("close", () => {
      onState(false);
      setTimeout(open, wait);
      wait = Math.min(wait * 2, 4000);
    });
  };
  open();
}
