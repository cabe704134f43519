/** One thread as a card, the same in the margin, in the sheet of the phone and in the panel of all threads. */
import { type KeyboardEvent, type MouseEvent, memo, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Present } from '#shared/people/people.ts'
import { Refusal, type RefusalCode } from '#shared/refusal.ts'
import { type CommentText, longestQuote } from '#shared/thread/thread.ts'
import { Button } from '../design/button.tsx'
import { writeClipboard } from '../design/clipboard.ts'
import { Icon, type IconName } from '../design/icon.tsx'
import { MenuButton, MenuEntry } from '../design/menu.tsx'
import { formatFullMoment, formatSeen } from '../language/dates.ts'
import { words } from '../language/en.ts'
import view from './comment-view.module.css'
import { CommentView } from './comment-view.tsx'
import type { Commenting } from './commenting.ts'
import { useCommentsSetting } from './comments-context.ts'
import { Composer } from './composer.tsx'
import { keepWords } from './kept-words.ts'
import styles from './thread-card.module.css'
import { linkToThread } from './thread-links.ts'
import { type ShownComment, type ShownThread, cardId } from './threads.ts'

interface ThreadCardProps {
  readonly commenting: Commenting
  readonly thread: ShownThread
  /** Where the thread stands is shown on the card, for lists that do not stand beside the text. */
  readonly says?: 'place'
}

export function ThreadCard({ commenting, thread, says }: ThreadCardProps) {
  const standing = useStanding(commenting, thread)
  const deeds = useDeeds(commenting)
  return (
    <Card
      thread={thread}
      active={commenting.active === thread.key}
      you={commenting.you}
      mayComment={commenting.mayComment}
      deeds={deeds}
      standing={standing}
      saysPlace={says === 'place'}
    />
  )
}

type Deeds = Pick<Commenting, 'activate' | 'attachTo' | 'toText'> & Pick<Commenting['threads'], OfThreads>
type OfThreads = 'reply' | 'edit' | 'remove' | 'setState' | 'sendAgain' | 'see'

/** The same object for good, so that no other card is drawn again when one changes; it does what is to be done now. */
function useDeeds(commenting: Commenting): Deeds {
  const now = useRef(commenting)
  useEffect(() => {
    now.current = commenting
  })
  const [deeds] = useState<Deeds>(() => ({
    activate: (key) => now.current.activate(key),
    attachTo: (thread) => now.current.attachTo(thread),
    toText: () => now.current.toText(),
    reply: (...said) => now.current.threads.reply(...said),
    edit: (...said) => now.current.threads.edit(...said),
    remove: (...said) => now.current.threads.remove(...said),
    setState: (...said) => now.current.threads.setState(...said),
    sendAgain: (comment) => now.current.threads.sendAgain(comment),
    see: (threads) => now.current.threads.see(threads),
  }))
  return deeds
}

/** In the words of the page: "Paragraph 3", or how it came that it has none; and whether its words have changed since. */
interface Standing {
  readonly where: string
  readonly found: boolean
  readonly changed: boolean
}

function useStanding({ places }: Commenting, { key, anchor }: ShownThread): Standing {
  const { comments: say } = words
  const { editor } = useCommentsSetting()
  const standing = useSyncExternalStore(places.subscribe, () => {
    const place = places.at(key)
    if (place.found === 'nowhere' || editor.isDestroyed) return '/true'
    const { doc } = editor.state
    const to = Math.min(place.to, doc.content.size)
    const now = doc.textBetween(Math.min(place.from, to), to, '\n', '\uFFFC').slice(0, longestQuote)
    const lost = place.found === 'paragraph' && !anchor.whole
    return `${place.paragraph.number ?? 'none'}/${lost || now !== anchor.quote}`
  })
  const [number = '', changed] = standing.split('/')
  const where = number === '' ? say.nowhere : number === 'none' ? say.unnumbered : say.paragraph(Number(number))
  return { where, found: number !== '', changed: changed === 'true' }
}

interface CardProps {
  readonly thread: ShownThread
  readonly active: boolean
  readonly you: Present
  readonly mayComment: boolean
  readonly deeds: Deeds
  readonly standing: Standing
  readonly saysPlace: boolean
}

/** Comments between the first and the last ones are folded on a card that is not active. */
const mostUnfolded = 3
/** ms that a person must look at an active card for its comments to be seen */
const lookingTime = 1_000

const Card = memo(
  function Card({ thread, active, you, mayComment, deeds, standing, saysPlace }: CardProps) {
    const { comments: say } = words
    const [focuses, setFocuses] = useState(0)
    const [edited, setEdited] = useState<string | null>(null)
    const [refused, setRefused] = useState<RefusalCode | null>(null)
    const card = useRef<HTMLElement>(null)
    const { onDeleted } = useCommentsSetting()
    const [now] = useState(Date.now)
    const [first] = thread.comments
    useLooking(active && thread.unseen > 0, () => deeds.see([thread]))
    if (first === undefined) return null

    const run = async (work: Promise<void>): Promise<boolean> => {
      setRefused(null)
      try {
        await work
        return true
      } catch (error) {
        setRefused(error instanceof Refusal ? error.code : 'failed')
        return false
      }
    }
    const stopEditing = (): void => {
      setEdited(null)
      card.current?.focus({ preventScroll: true })
    }
    const remove = async (comment: ShownComment): Promise<void> => {
      if (!(await run(deeds.remove(thread, comment)))) return
      onDeleted(thread, comment)
      requestAnimationFrame(() => {
        // A finger would get a keyboard that it has not asked for.
        if (card.current?.isConnected) card.current.focus({ preventScroll: true })
        else if (!matchMedia('(pointer: coarse)').matches) deeds.toText()
      })
    }
    const reply = (): void => {
      deeds.activate(thread.key)
      setFocuses((count) => count + 1)
    }
    const press = (event: KeyboardEvent<HTMLElement>): void => {
      const { key, target, currentTarget } = event
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      // What is typed in its menu comes here as well.
      if (!(target instanceof Element) || !currentTarget.contains(target)) return
      if (target.closest('input, textarea, select, [contenteditable="true"]')) return
      if (mayComment && (key.toLowerCase() === 'c' || (key === 'Enter' && target === currentTarget))) reply()
      else if (key === 'Enter' && target === currentTarget) deeds.activate(thread.key)
      else if (key === 'Escape' && active) {
        deeds.activate(null)
        deeds.toText()
      } else return
      event.preventDefault()
    }
    const choose = ({ target }: MouseEvent): void => {
      if (active || (target instanceof Element && target.closest('a, button'))) return
      // Whoever marks words of a card to copy them does not want it to move.
      if (getSelection()?.isCollapsed === false) return
      deeds.activate(thread.key)
    }
    const shown = active ? thread.comments : unfolded(thread.comments)
    const firstUnseen = unseenFrom(thread, you)
    const sent = thread.id !== null
    const resolved = thread.state.state === 'resolved'

    return (
      <article
        ref={card}
        id={cardId(thread.key)}
        className={`${styles.card} ${active ? styles.active : ''} ${resolved ? styles.resolved : ''} d${first.author.hue}`}
        data-card
        aria-label={say.by(first.author.delegation)}
        aria-current={active || undefined}
        tabIndex={0}
        onKeyDown={press}
        onClick={choose}
      >
        {saysPlace && <p className={styles.place}>{standing.where}</p>}
        {thread.audience === 'delegation' && (
          <p className={styles.only}>
            <Icon name="lock" />
            {say.only(first.author.delegation)}
          </p>
        )}
        {(saysPlace || standing.changed) && thread.anchor.quote.trim() !== '' && (
          <Quote quote={thread.anchor.quote} before={standing.changed ? say.onThen : say.on} />
        )}
        {!standing.found && !saysPlace && <p className={styles.place}>{standing.where}</p>}
        {/* Also on a card that is not active: whoever selects words in the text leaves the thread for it. */}
        {!standing.found && mayComment && sent && (
          <p className={styles.attach}>
            <Button
              size="small"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => void run(deeds.attachTo(thread))}
            >
              {say.attach}
            </Button>
            {active && <span>{say.attachHint}</span>}
          </p>
        )}
        {shown.map((comment, k) => (
          <div key={comment.key} className={k > 0 ? styles.reply : undefined}>
            {k === 1 && shown.length < thread.comments.length && (
              <button type="button" className={styles.more} onClick={() => deeds.activate(thread.key)}>
                {say.moreReplies(thread.comments.length - shown.length)}
              </button>
            )}
            <CommentView
              comment={comment}
              unseen={thread.comments.indexOf(comment) >= firstUnseen && comment.author.delegateId !== you.delegateId}
              onSendAgain={() => deeds.sendAgain(comment)}
              onGiveUp={() => void run(deeds.remove(thread, comment))}
              deeds={
                active && (
                  <>
                    {comment === first && mayComment && sent && !resolved && (
                      <Deed
                        name={say.resolve}
                        icon="check"
                        onPress={() => void run(deeds.setState(thread, 'resolved'))}
                      />
                    )}
                    <CommentDeeds
                      thread={thread}
                      comment={comment}
                      yours={mayComment && comment.author.delegateId === you.delegateId}
                      onEdit={() => setEdited(comment.key)}
                      onDelete={() => void remove(comment)}
                    />
                  </>
                )
              }
              editing={
                active &&
                edited === comment.key &&
                comment.text !== null && (
                  <EditForm
                    thread={thread}
                    comment={comment}
                    onSave={(text) => run(deeds.edit(thread, comment, text))}
                    onLeave={stopEditing}
                  />
                )
              }
            />
          </div>
        ))}
        {thread.state.state === 'resolved' && (
          <p className={styles.foot} title={formatFullMoment(thread.state.at)}>
            <Icon name="check" />
            {say.resolvedBy(thread.state.by.name, formatSeen(thread.state.at, now))}
            {active && mayComment && (
              <Button size="small" onClick={() => void run(deeds.setState(thread, 'open'))}>
                {say.reopen}
              </Button>
            )}
          </p>
        )}
        {refused !== null && (
          <p className={styles.refused} role="alert">
            {words.refusal(refused)}
          </p>
        )}
        {active && mayComment && edited === null && (
          <ReplyForm
            thread={thread}
            you={you}
            focuses={focuses}
            onSend={(text) => deeds.reply(thread, text)}
            onLeave={() => card.current?.focus({ preventScroll: true })}
          />
        )}
      </article>
    )
  },
  (before, now) =>
    before.thread === now.thread &&
    before.active === now.active &&
    before.you === now.you &&
    before.mayComment === now.mayComment &&
    before.deeds === now.deeds &&
    before.saysPlace === now.saysPlace &&
    before.standing.where === now.standing.where &&
    before.standing.changed === now.standing.changed,
)

/** The first and the last two of many. */
const unfolded = (comments: readonly ShownComment[]): readonly ShownComment[] =>
  comments.length <= mostUnfolded ? comments : [...comments.slice(0, 1), ...comments.slice(1 - mostUnfolded)]

/** The place of the first comment that this person has not seen. */
function unseenFrom({ comments, unseen }: ShownThread, you: Present): number {
  const others = comments.flatMap(({ author }, k) => (author.delegateId === you.delegateId ? [] : [k]))
  return unseen === 0 ? Infinity : (others.at(-unseen) ?? 0)
}

/** Calls once the page has been looked at for long enough, while there is something to see. */
function useLooking(unseen: boolean, see: () => void): void {
  const now = useRef(see)
  useEffect(() => {
    now.current = see
  })
  useEffect(() => {
    if (!unseen) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = (): void => {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') timer = setTimeout(() => now.current(), lookingTime)
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [unseen])
}

const Quote = ({ quote, before }: { quote: string; before: string }) => (
  <blockquote className={styles.quote} dir="auto" title={quote.length > 160 ? undefined : quote}>
    <span>{before} </span>“{quote.replaceAll(/[\n\uFFFC]+/g, ' ').slice(0, 400)}”
  </blockquote>
)

interface DeedProps {
  readonly name: string
  readonly icon: IconName
  readonly onPress: () => void
}

const Deed = ({ name, icon, onPress }: DeedProps) => (
  <button type="button" className={view.deed} aria-label={name} title={name} onClick={onPress}>
    <Icon name={icon} />
  </button>
)

interface CommentDeedsProps {
  readonly thread: ShownThread
  readonly comment: ShownComment
  readonly yours: boolean
  readonly onEdit: () => void
  readonly onDelete: () => void
}

/** A comment that waits is given up by the buttons below it, and has no address yet. */
function CommentDeeds({ thread, comment, yours, onEdit, onDelete }: CommentDeedsProps) {
  const { comments: say } = words
  const { id } = thread
  if (comment.waiting !== null || id === null) return null
  const own = yours && comment.text !== null
  return (
    <>
      {own && <Deed name={say.delete} icon="trash" onPress={onDelete} />}
      {(own || comment === thread.comments[0]) && (
        <MenuButton
          label={say.options(comment.author.name)}
          className={view.deed}
          face={<Icon name="more" />}
          placement="bottom end"
        >
          {own && <MenuEntry name={say.edit} icon="pencil" onAction={onEdit} />}
          <MenuEntry
            name={say.copyLink}
            icon="link"
            onAction={() => void writeClipboard(linkToThread(thread.statementId, id))}
          />
        </MenuButton>
      )}
    </>
  )
}

interface ReplyFormProps {
  readonly thread: ShownThread
  readonly you: Present
  readonly focuses: number
  readonly onSend: (text: CommentText) => void
  readonly onLeave: () => void
}

function ReplyForm({ thread, you, focuses, onSend, onLeave }: ReplyFormProps) {
  const { comments: say } = words
  const { statementId, mentionables } = useCommentsSetting()
  return (
    <Composer
      label={say.reply}
      placeholder={say.replyAs(you.delegation)}
      send={say.send}
      look="line"
      keptAs={`${statementId}/${you.delegateId}/${thread.key}`}
      mentionables={mentionables}
      only={readersOf(thread)}
      focuses={focuses}
      onSend={onSend}
      onLeave={onLeave}
    />
  )
}

interface EditFormProps {
  readonly thread: ShownThread
  readonly comment: ShownComment
  /** True when the server has it. */
  readonly onSave: (text: CommentText) => Promise<boolean>
  readonly onLeave: () => void
}

function EditForm({ thread, comment, onSave, onLeave }: EditFormProps) {
  const { comments: say } = words
  const { statementId, mentionables } = useCommentsSetting()
  const keptAs = `${statementId}/${comment.author.delegateId}/edit/${comment.key}`
  const forget = (): void => {
    keepWords(keptAs, [])
    onLeave()
  }
  return (
    <Composer
      label={say.edit}
      placeholder={say.edit}
      send={say.save}
      look="box"
      keptAs={keptAs}
      begin={comment.text ?? []}
      mentionables={mentionables}
      only={readersOf(thread)}
      focuses={1}
      onSend={async (text) => {
        if (await onSave(text)) forget()
      }}
      onLeave={onLeave}
      onCancel={forget}
    />
  )
}

const readersOf = ({ audience, comments: [first] }: ShownThread) =>
  audience === 'delegation' ? (first?.author.delegationId ?? null) : null
