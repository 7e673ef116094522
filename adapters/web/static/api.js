// Talks to the try-out's own server, and to nobody else.

export const OFFLINE = "The try-out does not answer. What you typed is still here; check that it is running, and try again.";

export class Trouble extends Error {}

async function call(path, body) {
  let response;
  try {
    const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    response = await fetch(path, body === undefined ? {} : options);
  } catch {
    throw new Trouble(OFFLINE);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Trouble(answer.message ?? OFFLINE);
  return answer;
}

export const state = (who) => call(`/api/state?who=${encodeURIComponent(who)}`);
export const nextMorning = () => call("/api/next-morning", {});
export const startAgain = () => call("/api/start-again", {});
export const seen = (who, place) => call("/api/seen", { who, place });
export const newDelivery = () => crypto.randomUUID();

export async function act(who, place, event) {
  const here = { kind: place.kind, target: place.target };
  return (await call("/api/act", { who, place: here, delivery: newDelivery(), ...event })).parts;
}

// Calls `changed` whenever something changed; the browser reconnects by itself. Returns a way to stop.
export function follow(who, changed) {
  const source = new EventSource(`/api/stream?who=${encodeURIComponent(who)}`);
  source.onmessage = changed;
  return () => source.close();
}
