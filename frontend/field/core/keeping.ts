// Asking the browser to keep what is here. It may say no, and says so to the person under 我的; it is asked again each time the app is opened.

export async function askToBeKept(): Promise<boolean> {
  const storage = navigator.storage as StorageManager | undefined; // not there in the oldest browsers, nor without TLS
  if (!storage?.persist) return false;
  return (await storage.persisted()) || storage.persist();
}
