/** What the installation keeps, and what it has left: for the administration page. */
import type { z } from 'zod'
import type { readHoldings } from '#shared/statement/contract.ts'
import type { Runtime } from '../runtime.ts'
import { readBackedUpAt } from '../storage/backed-up-at.ts'
import { listHoldings } from './rows.ts'

export async function holdingsOf({
  storage,
  settings,
}: Pick<Runtime, 'storage' | 'settings'>): Promise<z.output<typeof readHoldings.answer>> {
  return {
    statements: await listHoldings(storage.db),
    ...(await storage.space()),
    backedUpAt: await readBackedUpAt(settings.dataDir),
  }
}
