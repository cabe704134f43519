/** Where the statement stands, and what that means for whoever looks. */
import { Icon } from '../design/icon.tsx'
import { PanelButton } from '../design/menu.tsx'
import pill from '../design/pill.module.css'
import { words } from '../language/en.ts'
import type { OpenedStatement } from './statement-page.tsx'

export function StatusMenu({ opened: { standing, statement, participations } }: { opened: OpenedStatement }) {
  const { statement: say } = words
  const penholder = participations.find(({ holdsPen }) => holdsPen)?.delegation.name
  return (
    <PanelButton
      className={pill.pill}
      label={say.status(say.drafting)}
      face={
        <>
          <Icon name="pencil" />
          {say.drafting}
        </>
      }
    >
      <p>{statement.drafting === 'open' ? say.draftingOpen : say.draftingClosed}</p>
      <p>{standing.holdsPen ? say.holdsPen : penholder && say.penholder(penholder)}</p>
      {standing.role && !standing.holdsPen && <p>{say.role(standing.role)}</p>}
    </PanelButton>
  )
}
