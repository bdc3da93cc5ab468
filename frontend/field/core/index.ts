// Everything the core offers, for the tests that run it in a browser by itself.
export * from "./canonical.ts";
export * from "./door.ts";
export * from "./exporting.ts";
export * from "./keeping.ts";
export * from "./keys.ts";
export * from "./leaving.ts";
export * from "./outbox.ts";
export * from "./pictures.ts";
export * from "./pulling.ts";
export * from "./sending.ts";
export * from "./store.ts";
export * from "./tries.ts";
export * from "./uuid7.ts";
