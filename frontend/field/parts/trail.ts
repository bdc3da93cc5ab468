// Where one came from: back leads there and to the same line; after saving nobody comes back to a form that was sent.

interface Visited {
  readonly hash: string;
  down: number; // how far it was scrolled
}

const visited: Visited[] = [{ hash: location.hash, down: 0 }];
let replacing = false;

history.scrollRestoration = "manual"; // the browser would scroll before the screen is drawn

/** Told of each change of the address; gives how far down the screen was left, where one has come back to it. */
export function moved(): number {
  const before = visited[visited.length - 2];
  if (before?.hash === location.hash) {
    visited.pop();
    return before.down;
  }
  if (replacing) visited.pop();
  else last().down = scrollY; // the screen that is left still stands
  replacing = false;
  visited.push({ hash: location.hash, down: 0 });
  return 0;
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
