/** What has changed in what somebody may do here: the pen has come or gone, drafting is closed, the text is archived. */
import { useState } from 'react'
import { may } from '#shared/people/rights.ts'
import { Refusal } from '#shared/refusal.ts'
import { Button } from '../design/button.tsx'
import { words } from '../language/en.ts'
import { Dismiss, Notice } from './notice.tsx'
import type { OpenedStatement } from './statement-page.tsx'
import type { StatementDeeds } from './use-statement-deeds.ts'

interface StandingNoticesProps {
  readonly opened: OpenedStatement
  readonly deeds: StatementDeeds
}

export function StandingNotices({ opened, deeds }: StandingNoticesProps) {
  const { standing: say } = words
  const { standing, participations } = opened
  const penholder = participations.find(({ holdsPen }) => holdsPen)?.delegation.name ?? ''
  return (
    <>
      <div role="status" aria-label={say.name}>
        <PenPassedNotice holdsPen={standing.holdsPen} penholder={penholder} />
        {standing.archived ? (
          <ArchivedNotice onBringBack={may('invite', standing) ? () => deeds.setArchived(false) : undefined} />
        ) : (
          standing.drafting === 'pen' &&
          standing.role === 'drafter' &&
          !standing.holdsPen && (
            <Notice tone="warn" icon="lock" strong={say.closed}>
              {say.closedWith(penholder)}
            </Notice>
          )
        )}
      </div>
      {deeds.refused && (
        <div role="alert">
          <Notice
            tone="danger"
            icon="alert"
            strong={words.refusal(deeds.refused instanceof Refusal ? deeds.refused.code : 'failed')}
            action={<Dismiss onPress={deeds.forgive} />}
          />
        </div>
      )}
    </>
  )
}

const ArchivedNotice = ({ onBringBack }: { onBringBack: (() => void) | undefined }) => (
  <Notice
    tone="warn"
    icon="archive"
    strong={words.standing.archived}
    action={
      onBringBack && (
        <Button size="small" onClick={onBringBack}>
          {words.standing.bringBack}
        </Button>
      )
    }
  >
    {words.standing.archivedWith}
  </Notice>
)

/** Said to the delegation that has got the pen while it was here, and to the one that has given it away. */
function PenPassedNotice({ holdsPen, penholder }: { holdsPen: boolean; penholder: string }) {
  const { standing: say } = words
  const [held, setHeld] = useState(holdsPen)
  const [tells, setTells] = useState(false)
  if (held !== holdsPen) {
    setHeld(holdsPen)
    setTells(true)
  }
  return (
    tells && (
      <Notice
        tone="plain"
        icon="pencil"
        strong={holdsPen ? say.penCame : say.penWent(penholder)}
        action={<Dismiss onPress={() => setTells(false)} />}
      >
        {holdsPen ? say.penCameWith : say.penWentWith}
      </Notice>
    )
  )
}
