/** Where the statement stands and what that means for whoever looks; for the pen, also what can be done about it. */
import { Icon } from '../design/icon.tsx'
import { MenuButton, MenuEntry, PanelButton } from '../design/menu.tsx'
import pill from '../design/pill.module.css'
import { words } from '../language/en.ts'
import { may } from '#shared/people/rights.ts'
import type { OpenedStatement } from './statement-page.tsx'
import type { StatementDeeds } from './use-statement-deeds.ts'

interface StatusMenuProps {
  readonly opened: OpenedStatement
  readonly deeds: StatementDeeds
}

export function StatusMenu({ opened, deeds }: StatusMenuProps) {
  const { standing } = opened
  const { statement: say } = words
  const face = (
    <>
      <Icon name={standing.drafting === 'open' ? 'pencil' : 'lock'} />
      {say.drafting}
    </>
  )
  const button = { className: pill.pill, label: say.status(say.drafting), face, placement: 'bottom start' } as const
  if (!may('decide', standing)) return <PanelButton {...button}>{meaning(opened)}</PanelButton>
  return (
    <MenuButton {...button} lead={meaning(opened)}>
      <DraftingEntry drafting={standing.drafting} deeds={deeds} />
    </MenuButton>
  )
}

interface DraftingEntryProps {
  readonly drafting: 'open' | 'pen'
  readonly deeds: StatementDeeds
}

/** For whoever may decide. */
export function DraftingEntry({ drafting, deeds }: DraftingEntryProps) {
  const { statement: say } = words
  return drafting === 'open' ? (
    <MenuEntry
      name={say.closeDrafting}
      hint={say.closeDraftingHint}
      icon="lock"
      onAction={() => deeds.setDrafting('pen')}
    />
  ) : (
    <MenuEntry
      name={say.openDrafting}
      hint={say.openDraftingHint}
      icon="pencil"
      onAction={() => deeds.setDrafting('open')}
    />
  )
}

function meaning({ standing, participations }: OpenedStatement) {
  const { statement: say } = words
  const penholder = participations.find(({ holdsPen }) => holdsPen)?.delegation.name
  return (
    <>
      <p>{standing.drafting === 'open' ? say.draftingOpen : say.draftingClosed}</p>
      <p>{standing.holdsPen ? say.holdsPen : penholder && say.penholder(penholder)}</p>
      {standing.role && !standing.holdsPen && <p>{say.role(standing.role)}</p>}
    </>
  )
}
