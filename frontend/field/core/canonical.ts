// The one way to write a value, the same bytes as zhucun/sync/envelopes.py: keys in order of their code units, no spaces,
// whole numbers only.

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };
export type Body = { readonly [key: string]: Plain };

export class NotCanonical extends Error {}

export function canonical(value: Plain): string {
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new NotCanonical(String(value));
  if (typeof value === "string" && hasHalfCharacter(value)) throw new NotCanonical("half a character");
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const body = value as Body;
    const keys = Object.keys(body).sort();
    return `{${keys.map((key) => `${canonical(key)}:${canonical(body[key] as Plain)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

export async function hashOf(value: Plain): Promise<string> {
  return hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonical(value))));
}

export function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function hasHalfCharacter(text: string): boolean {
  return /[\ud800-\udbff](?![\udc00-\udfff])|(?:^|[^\ud800-\udbff])[\udc00-\udfff]/.test(text);
}
