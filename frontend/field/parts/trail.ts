// Where one came from: back leads there and to the same line; after saving nobody comes back to a form that was sent.

interface Visited {
  readonly hash: string;
  down: number; // how far it was scrolled
}

const visited: Visited[] = [{ hash: location.hash, down: 0 }];
let replacing = false;

history.scrollRestoration = "manual"; // the browser would scroll before the screen is drawn

// Heard here alone and before any screen is drawn: the screen that is left still stands.
addEventListener("hashchange", () => {
  if (visited[visited.length - 2]?.hash === location.hash) {
    visited.pop();
    return;
  }
  if (replacing) visited.pop();
  else last().down = scrollY;
  replacing = false;
  visited.push({ hash: location.hash, down: 0 });
});

/** How far down the screen was left that one has come back to; 0 where one is for the first time. */
export function leftAt(): number {
  return last().down;
}

/** Back to where one came from, or to where the screen belongs when it was opened first. */
export function back(belongs: string): void {
  if (visited.length > 1) history.back();
  else location.replace(`#/${belongs}`);
}

/** On, leaving no way back to what is done. */
export function go(path: string): void {
  replacing = location.hash !== `#/${path}`;
  location.replace(`#/${path}`);
}

function last(): Visited {
  return visited[visited.length - 1]!;
}
