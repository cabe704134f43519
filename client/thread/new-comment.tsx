/** The card in which a new comment is written, in the place where it is to stand. */
import { useState } from 'react'
import type { Audience } from '#shared/thread/thread.ts'
import { Confirm } from '../design/confirm.tsx'
import { Icon } from '../design/icon.tsx'
import { Nameplate } from '../design/nameplate.tsx'
import { Select } from '../design/select.tsx'
import { words } from '../language/en.ts'
import view from './comment-view.module.css'
import type { Commenting } from './commenting.ts'
import { useCommentsSetting } from './comments-context.ts'
import { Composer } from './composer.tsx'
import { commentName, keepWords, readWords } from './kept-words.ts'
import styles from './thread-card.module.css'
import type { Draft } from './threads.ts'

interface NewCommentProps {
  readonly commenting: Commenting
  readonly draft: Draft
}

export function NewComment({ commenting, draft }: NewCommentProps) {
  const { statementId } = useCommentsSetting()
  const keptAs = commentName(statementId, commenting.you.delegateId, draft.anchor)
  // On other words it is another comment, which again everybody is to read.
  return <Card key={keptAs} commenting={commenting} draft={draft} keptAs={keptAs} />
}

function Card({ commenting, draft: { anchor, answered }, keptAs }: NewCommentProps & { readonly keptAs: string }) {
  const { comments: say } = words
  const { you, threads, activate, end, toText } = commenting
  const { mentionables } = useCommentsSetting()
  // Never what was chosen last: whoever forgets to look must not find that nobody has read it.
  const [audience, setAudience] = useState<Audience>(answered ?? 'all')
  const [asks, setAsks] = useState(false)
  const leave = (): void => {
    end()
    toText()
  }
  return (
    <div className={`${styles.card} ${styles.active}`} data-card>
      {audience === 'delegation' && (
        <p className={styles.only}>
          <Icon name="lock" />
          {say.only(you.delegation)}
        </p>
      )}
      <header className={view.head}>
        <Nameplate code={you.code} hue={you.hue} outlined={you.outlined} />
        <b className={view.name} dir="auto">
          {you.name}
        </b>
      </header>
      {answered && <p className={styles.place}>{say.answeredIsGone}</p>}
      <Composer
        label={say.comment}
        placeholder={say.commentAs(you.delegation)}
        send={say.send}
        look="box"
        keptAs={keptAs}
        mentionables={mentionables}
        only={audience === 'delegation' ? you.delegationId : null}
        focuses={1}
        onSend={(text) => {
          activate(threads.open({ anchor, audience, text }))
          keepWords(keptAs, [])
          leave()
        }}
        onLeave={leave}
        onCancel={() => (readWords(keptAs).length > 0 ? setAsks(true) : leave())}
      >
        <div className={styles.audience}>
          <span aria-hidden="true">{say.audience}</span>
          <Select
            label={say.audience}
            look="quiet"
            value={audience}
            onChange={setAudience}
            choices={[
              { value: 'all', name: say.everybody },
              { value: 'delegation', name: say.delegationOnly(you.delegation) },
            ]}
          />
        </div>
      </Composer>
      <Confirm
        heading={say.discardHeading}
        confirm={say.discard}
        cancel={say.keep}
        open={asks}
        onCancel={() => setAsks(false)}
        onConfirm={() => {
          keepWords(keptAs, [])
          setAsks(false)
          leave()
        }}
      >
        {say.discardExplanation}
      </Confirm>
    </div>
  )
}
