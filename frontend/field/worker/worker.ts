// The files of one build, kept for when there is no network. What is said by or to the door is never kept here.

const worker = self as unknown as ServiceWorkerGlobalScope;
declare const __FILES__: readonly string[];
declare const __BUILD__: string;

const CACHE = `field-${__BUILD__}`;
const PAGE = "/field/";

worker.addEventListener("install", (event) => event.waitUntil(fetchAll()));

// Only when every page of the build before is closed does the new one come to power, and the old files go.
worker.addEventListener("activate", (event) => {
  const old = (names: string[]) => names.filter((name) => name.startsWith("field-") && name !== CACHE);
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(old(names).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  );
});

// Or when a person asks for it in the only window there is.
worker.addEventListener("message", (event) => {
  if (event.data !== "take over") return;
  event.waitUntil(
    worker.clients.matchAll({ type: "window", includeUncontrolled: true }).then((all) => {
      const ours = all.filter((one) => new URL(one.url).pathname === PAGE);
      if (ours.length > 1) event.ports[0]?.postMessage("other windows");
      else return worker.skipWaiting();
    }),
  );
});

worker.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (event.request.mode === "navigate" && url.pathname === PAGE) return event.respondWith(kept(PAGE));
  if (__FILES__.includes(url.pathname)) event.respondWith(kept(url.pathname));
});

/** All of this build or nothing of it: a page of another build, put there meanwhile, is not taken. */
async function fetchAll(): Promise<void> {
  const page = await fetch(PAGE, { cache: "no-store" });
  if (!page.ok || !(await page.clone().text()).includes(__BUILD__)) throw new Error("the page is of another build");
  const cache = await caches.open(CACHE);
  await cache.addAll(__FILES__.map((file) => new Request(file, { cache: "no-cache" })));
  await cache.put(PAGE, page);
}

async function kept(path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(path);
}
