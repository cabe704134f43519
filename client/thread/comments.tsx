/** The comments of the page: beside the sheet where there is room, else in a drawer, on the phone in a sheet at its foot. */
import type { Editor } from '@tiptap/core'
import { useMemo } from 'react'
import type { Participation } from '#shared/people/people.ts'
import { useMedia } from '../design/use-media.ts'
import type { OpenedStatement } from '../statement/statement-page.tsx'
import { useCommenting } from './commenting-on.tsx'
import { CommentsSettingProvider } from './comments-context.ts'
import { CommentsMargin } from './comments-margin.tsx'
import { CommentsSheet } from './comments-sheet.tsx'
import type { Mentionable } from './mentions.ts'
import { useDelegates } from './use-delegates.ts'

interface CommentsProps {
  readonly editor: Editor
  readonly opened: OpenedStatement
  /** Where there is no room beside the sheet: that somebody asked for them. */
  readonly open: boolean
  readonly onClose: () => void
}

/** As in frame.module.css. */
const besideSheet = '(min-width: 1024px)'

export function Comments({ editor, opened, open, onClose }: CommentsProps) {
  const commenting = useCommenting()
  const beside = useMedia(besideSheet)
  const mentionables = useMentionables(opened)
  const { id: statementId } = opened.statement
  const setting = useMemo(() => ({ statementId, editor, mentionables }), [statementId, editor, mentionables])
  const { active, draft, activate, end } = commenting
  const shows = open || active !== null || draft !== null
  return (
    <CommentsSettingProvider value={setting}>
      {beside ? (
        <CommentsMargin commenting={commenting} editor={editor} />
      ) : (
        shows && (
          <CommentsSheet
            commenting={commenting}
            editor={editor}
            asked={open}
            onClose={() => {
              onClose()
              end()
              activate(null)
            }}
          />
        )
      )}
    </CommentsSettingProvider>
  )
}

/** The delegations at the table and everybody who sits behind them. */
function useMentionables({ statement, participations }: OpenedStatement): readonly Mentionable[] {
  const delegates = useDelegates(statement.id)
  return useMemo(() => {
    const plates = participations.map(plateOf)
    return [
      ...plates.map((delegation) => ({ delegation, delegate: null })),
      ...delegates.flatMap(({ id, delegationId, name }) => {
        const delegation = plates.find((plate) => plate.delegationId === delegationId)
        return delegation === undefined ? [] : [{ delegation, delegate: { id, name } }]
      }),
    ]
  }, [participations, delegates])
}

const plateOf = ({ delegation: { id, name, code }, hue, outlined }: Participation): Mentionable['delegation'] => ({
  delegationId: id,
  delegation: name,
  code,
  hue,
  outlined,
})
