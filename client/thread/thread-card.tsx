/** One thread as a card, the same in the margin, in the sheet of the phone and in the panel of all threads. */
import { type KeyboardEvent, type MouseEvent, memo, useRef, useState } from 'react'
import { isImported } from '#shared/people/imported.ts'
import type { Present } from '#shared/people/people.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { formatFullMoment, formatSeen } from '../language/dates.ts'
import { words } from '../language/en.ts'
import { type Deeds, useDeeds, useRun } from './card-deeds.ts'
import { CommentDeeds, Deed } from './comment-deeds.tsx'
import { CommentView } from './comment-view.tsx'
import type { Commenting } from './commenting.ts'
import { useCopiedLink } from './copied-link.tsx'
import styles from './thread-card.module.css'
import { EditForm, ReplyForm } from './thread-forms.tsx'
import { linkToThread } from './thread-links.ts'
import { type ShownComment, type ShownThread, cardId } from './threads.ts'
import { useLooking } from './use-looking.ts'
import { type Standing, useStanding } from './use-standing.ts'

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
      mayTakeOut={commenting.mayTakeOut}
      deeds={deeds}
      standing={standing}
      saysPlace={says === 'place'}
    />
  )
}

interface CardProps {
  readonly thread: ShownThread
  readonly active: boolean
  readonly you: Present
  readonly mayComment: boolean
  readonly mayTakeOut: boolean
  readonly deeds: Deeds
  readonly standing: Standing
  readonly saysPlace: boolean
}

/** Comments between the first and the last ones are folded on a card that is not active. */
const mostUnfolded = 3

const Card = memo(
  function Card({ thread, active, you, mayComment, mayTakeOut, deeds, standing, saysPlace }: CardProps) {
    const { comments: say } = words
    const [focuses, setFocuses] = useState(0)
    const [edited, setEdited] = useState<string | null>(null)
    const card = useRef<HTMLElement>(null)
    const { run, refused } = useRun(card, deeds.toText)
    const [copyLink, copiedLink] = useCopiedLink()
    const [now] = useState(Date.now)
    const [first] = thread.comments
    useLooking(active && thread.unseen > 0, () => deeds.see([thread]))
    if (first === undefined) return null

    const stopEditing = (): void => {
      setEdited(null)
      card.current?.focus({ preventScroll: true })
    }
    const remove = async (comment: ShownComment): Promise<void> => {
      const removed = await run(deeds.remove(thread, comment))
      // What somebody else once said cannot be said again in their name.
      if (removed && !isImported(comment.author)) deeds.offerUndo({ deed: 'deleted', thread, comment })
    }
    const attach = async (): Promise<void> => {
      const attaching = deeds.attachTo(thread)
      if ((await run(attaching)) && (await attaching)) deeds.offerUndo({ deed: 'attached', thread })
    }
    const sendAgain = async (comment: ShownComment): Promise<void> => deeds.sendAgain(comment)
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
            {say.only(you.delegation)}
          </p>
        )}
        {(saysPlace || standing.changed) && thread.anchor.quote.trim() !== '' && (
          <Quote quote={thread.anchor.quote} before={standing.changed ? say.onThen : say.on} />
        )}
        {!standing.found && !saysPlace && <p className={styles.place}>{standing.where}</p>}
        {/* Also on a card that is not active: whoever selects words in the text leaves the thread for it. */}
        {!standing.found && mayComment && sent && (
          <p className={styles.attach}>
            <Button size="small" onMouseDown={(event) => event.preventDefault()} onClick={() => void attach()}>
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
              onSendAgain={() => void run(sendAgain(comment))}
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
                      takesOut={mayTakeOut && isImported(comment.author)}
                      onEdit={() => setEdited(comment.key)}
                      onDelete={() => void remove(comment)}
                      onCopyLink={() =>
                        thread.id !== null && void copyLink(linkToThread(thread.statementId, thread.id))
                      }
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
        {active && copiedLink}
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
    before.mayTakeOut === now.mayTakeOut &&
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

const Quote = ({ quote, before }: { quote: string; before: string }) => (
  <blockquote className={styles.quote} dir="auto" title={quote.length > 160 ? undefined : quote}>
    <span>{before} </span>“{quote.replaceAll(/[\n\uFFFC]+/g, ' ').slice(0, 400)}”
  </blockquote>
)
