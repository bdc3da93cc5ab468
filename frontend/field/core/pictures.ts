// Pictures: made small and drawn anew, which leaves position, time and camera behind; named by what they hold; sent in pieces.

import { hex } from "./canonical.ts";

export const LONGEST_SIDE = 1600;
const QUALITY = 0.8;

export interface Prepared {
  readonly digest: string;
  readonly bytes: ArrayBuffer;
}

export class NotAPicture extends Error {}

export async function prepared(file: Blob): Promise<Prepared> {
  const image = await bitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!small) throw new NotAPicture();
  const bytes = await small.arrayBuffer();
  return { digest: hex(await crypto.subtle.digest("SHA-256", bytes)), bytes };
}

async function bitmap(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch (error) {
    if (error instanceof DOMException) throw new NotAPicture();
    throw error;
  }
}
