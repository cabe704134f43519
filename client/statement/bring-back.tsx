/** The button that makes an archived statement a live one again, for whoever may. */
import { may } from '#shared/people/rights.ts'
import { Button } from '../design/button.tsx'
import { words } from '../language/en.ts'
import type { OpenedStatement } from './statement-page.tsx'
import type { StatementDeeds } from './use-statement-deeds.ts'

interface BringBackProps {
  readonly opened: OpenedStatement
  readonly deeds: StatementDeeds
}

export const BringBack = ({ opened, deeds }: BringBackProps) =>
  may('invite', opened.standing) && (
    <Button size="small" onClick={() => deeds.setArchived(false)}>
      {words.standing.bringBack}
    </Button>
  )
