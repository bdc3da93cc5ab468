// UUIDv7 (RFC 9562): milliseconds, a counter within one of them, chance. Ids of one page never go backwards, whatever the clock does.

let last = 0;
let counter = 0;

export function uuid7(now: number = Date.now()): string {
  if (now > last) {
    last = now;
    counter = crypto.getRandomValues(new Uint16Array(1))[0]! & 0x7ff; // room to count up
  } else if (++counter > 0xfff) {
    last += 1;
    counter = 0;
  }
  const rest = crypto.getRandomValues(new Uint8Array(8));
  rest[0] = (rest[0]! & 0x3f) | 0x80;
  const time = last.toString(16).padStart(12, "0");
  const tail = Array.from(rest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const middle = (0x7000 | counter).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${middle}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
