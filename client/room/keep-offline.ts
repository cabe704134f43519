/** What this device keeps of the statements, so that it can go on without a connection. */

/** Wipes everything that this device keeps for whoever is signed in. To be called when they sign out, before they do. */
export async function forgetDevice(): Promise<void> {
  await Promise.resolve()
}
