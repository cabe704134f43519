/** Passphrases: argon2id, computed off the event loop. However a keyboard composes an accent, the passphrase is the same. */
import { hash, verify } from '@node-rs/argon2'

/** argon2id with 19 MiB and two passes, the library's default and OWASP's first recommendation: some 30 ms of one core. */
export const hashPassphrase = (passphrase: string): Promise<string> => hash(passphrase.normalize('NFKC'))

export const checkPassphrase = (hashed: string, passphrase: string): Promise<boolean> =>
  verify(hashed, passphrase.normalize('NFKC'))
