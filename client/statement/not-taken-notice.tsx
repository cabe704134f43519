/** Changes that the server did not take: why, and whether that still holds; where their words are, until it is closed. */
import { words } from '../language/en.ts'
import type { Entered } from '../room/use-open-room.ts'
import { BringBack } from './bring-back.tsx'
import { CopyWords } from './copy-words.tsx'
import { Dismiss, Notice } from './notice.tsx'
import type { Barrier, Said } from './notices-shown.ts'
import type { OpenedStatement } from './statement-page.tsx'
import type { StatementDeeds } from './use-statement-deeds.ts'

type NotTaken = Extract<Said, { readonly place: 'not-taken' }>

interface NotTakenNoticeProps {
  readonly said: NotTaken
  readonly entered: Entered
  readonly opened: OpenedStatement
  readonly deeds: StatementDeeds
}

export function NotTakenNotice({ said, entered, opened, deeds }: NotTakenNoticeProps) {
  const { notice: say } = words
  const kept = entered.left?.words ?? ''
  const { head, rest } = sentencesOf(said, opened)
  return (
    <Notice
      tone="danger"
      icon="alert"
      strong={head}
      action={
        <>
          {kept !== '' && <CopyWords words={() => kept} name={say.copyChanges(said.changes)} />}
          {said.says === 'barred' && said.barrier === 'archived' && <BringBack opened={opened} deeds={deeds} />}
          <Dismiss onPress={entered.dismiss} />
        </>
      }
    >
      {rest} {kept !== '' && say.wordsKept}
    </Notice>
  )
}

function sentencesOf(said: NotTaken, { participations }: OpenedStatement): { head: string; rest: string } {
  const { notice: say } = words
  const notSaved = said.changes > 0 ? say.notSaved(said.changes) : ''
  switch (said.says) {
    case 'barred': {
      const penholder = participations.find(({ holdsPen }) => holdsPen)?.delegation.name
      const who = said.barrier === 'closed' && penholder ? words.standing.closedWith(penholder) : ''
      return { head: barriers[said.barrier], rest: `${who} ${notSaved}` }
    }
    case 'was-barred':
      return { head: notSaved, rest: `${say.wasBarred(said.code)} ${say.writeAgain}` }
    case 'refused':
      return {
        head: words.refusal(said.code),
        rest: said.code === 'text-replaced' ? `${say.restored} ${notSaved}` : notSaved,
      }
  }
}

const barriers: Record<Barrier, string> = {
  archived: words.standing.archived,
  closed: words.standing.closed,
  role: words.refusal('read-only'),
}
