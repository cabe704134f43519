/** One notice as it is drawn: its sentences, and what can be done about it. */
import { Button } from '../design/button.tsx'
import { words } from '../language/en.ts'
import { opensOffline } from '../new-version.ts'
import type { Entered } from '../room/use-open-room.ts'
import { useCommenting } from '../thread/commenting-on.tsx'
import { sayComment } from '../thread/unsent-comments.ts'
import { BringBack } from './bring-back.tsx'
import { CopyWords } from './copy-words.tsx'
import { NotTakenNotice } from './not-taken-notice.tsx'
import { Dismiss, Notice } from './notice.tsx'
import type { Said } from './notices-shown.ts'
import type { OpenedStatement } from './statement-page.tsx'
import type { StatementDeeds } from './use-statement-deeds.ts'

interface NoticeOfProps {
  readonly said: Said
  readonly entered: Entered
  readonly opened: OpenedStatement
  readonly deeds: StatementDeeds
  readonly forgetStanding: () => void
  readonly forgetMove: () => void
}

export function NoticeOf({ said, entered, opened, deeds, forgetStanding, forgetMove }: NoticeOfProps) {
  const { notice: say, standing: sayStanding } = words
  const { room, left } = entered
  const penholder = opened.participations.find(({ holdsPen }) => holdsPen)?.delegation.name
  const holder = penholder ?? words.delegations.penholder
  const danger = { tone: 'danger', icon: 'alert' } as const
  switch (said.says) {
    case 'stopped':
      return (
        <Notice
          {...danger}
          strong={say.stopped(said.code)}
          action={
            <>
              <CopyAll changes={said.changes} words={() => [left?.words ?? '', room.unsentWords()]} />
              <Reload />
            </>
          }
        >
          {say.stoppedWith(said.code, penholder)}
        </Notice>
      )
    case 'cannot-save':
      return (
        <Notice
          {...danger}
          strong={say.cannotSave}
          action={said.changes > 0 && <CopyWords words={room.unsentWords} name={say.copyChanges(said.changes)} />}
        >
          {say.cannotSaveWith(said.reason, said.changes)}
        </Notice>
      )
    case 'barred':
    case 'was-barred':
    case 'refused':
      return <NotTakenNotice said={said} entered={entered} opened={opened} deeds={deeds} />
    case 'offline':
      return (
        <Notice
          tone="warn"
          icon="offline"
          strong={say.offline}
          action={
            <Button size="small" onClick={room.retry}>
              {say.tryNow}
            </Button>
          }
        >
          {say.offlineWith(said.changes, said.writes)} {!opensOffline() && say.needsHttps}
        </Notice>
      )
    case 'back':
      return (
        <Notice tone="plain" icon="check" strong={say.back}>
          {say.backWith(said.sent)}
        </Notice>
      )
    case 'pen-came':
    case 'pen-went':
      return (
        <Notice
          tone="plain"
          icon="pencil"
          strong={said.says === 'pen-came' ? sayStanding.penCame : sayStanding.penWent(holder)}
          action={<Dismiss onPress={forgetStanding} />}
        >
          {said.says === 'pen-came' ? sayStanding.penCameWith : sayStanding.penWentWith}{' '}
          {said.says === 'pen-went' && said.closed && sayStanding.penWentClosed(holder)}
        </Notice>
      )
    case 'role':
      return (
        <Notice
          tone="plain"
          icon="people"
          strong={sayStanding.role(said.role)}
          action={<Dismiss onPress={forgetStanding} />}
        >
          {sayStanding.roleWith(said.role)}
        </Notice>
      )
    case 'archived':
      return (
        <Notice
          tone="warn"
          icon="archive"
          strong={sayStanding.archived}
          action={<BringBack opened={opened} deeds={deeds} />}
        >
          {sayStanding.archivedWith}
        </Notice>
      )
    case 'closed':
      return (
        <Notice tone="warn" icon="lock" strong={sayStanding.closed}>
          {sayStanding.closedWith(holder)} {sayStanding.stillComment}
        </Notice>
      )
    case 'not-done':
      return (
        <Notice {...danger} strong={say.notDone} action={<Dismiss onPress={deeds.forgive} />}>
          {!said.told && words.refusal(said.code)}
        </Notice>
      )
    case 'moved':
      return (
        <Notice tone="plain" icon="alert" strong={say.textMoved} action={<Dismiss onPress={forgetMove} />}>
          {say.textMovedWith}
        </Notice>
      )
    case 'updated':
      return (
        <Notice tone="plain" icon="sync" strong={say.updated} action={<Reload />}>
          {say.updatedWith}
        </Notice>
      )
  }
}

/** Of a page at its end: with the words of the text the comments, each of which counts as one change. */
function CopyAll({ changes, words: wordsOfText }: { changes: number; words: () => readonly string[] }) {
  const { threads } = useCommenting()
  const comments = threads.all.flatMap(({ anchor, comments: said }) =>
    said.filter(({ waiting }) => waiting !== null).map(({ text }) => sayComment(anchor, text ?? [])),
  )
  const count = changes + comments.length
  const all = (): string => {
    const text = wordsOfText().filter((stretch) => stretch !== '')
    return [...(text.length > 0 ? [text.join('\n')] : []), ...comments].join('\n\n')
  }
  return count > 0 && <CopyWords words={all} name={words.notice.copyChanges(count)} />
}

const Reload = () => (
  <Button size="small" onClick={() => location.reload()}>
    {words.notice.reload}
  </Button>
)
