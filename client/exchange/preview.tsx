/**
 * What will leave the room: the pages of the PDF, for plain formats the words of the file, and of an archive what it is
 * for. Made by the server from the same choices, anew shortly after one has changed.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { exportStatement, previewPage } from '#shared/exchange/contract.ts'
import type { Choices, Format } from '#shared/exchange/formats.ts'
import type { StatementId } from '#shared/people/people.ts'
import { download, isUnreachable } from '../call.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import { CopyActions } from '../people/copy-actions.tsx'
import styles from './export-dialog.module.css'

interface PreviewProps {
  readonly statementId: StatementId
  readonly format: Format
  readonly choices: Choices
  /** Whether this person gets the update log of an archive. */
  readonly hasLog: boolean
  /** The text as it stands on this device: the way out without a server. */
  readonly plainText: () => string
}

/** ms of rest after a choice before it is drawn. */
const settling = 200
/**
 * Others write on: what is shown is of the moment when the dialog was opened or a choice changed. Without a server that is
 * soon said, and taken back when the connection is.
 */
const ofThisMoment = {
  staleTime: Infinity,
  gcTime: 0,
  placeholderData: keepPreviousData,
  retry: (failures: number, error: Error) => failures < 1 && isUnreachable(error),
  refetchOnReconnect: true,
}

export function Preview({ choices, ...props }: PreviewProps) {
  const [settled, settle] = useState(choices)
  useEffect(() => {
    const timer = setTimeout(() => settle(choices), settling)
    return () => clearTimeout(timer)
  }, [choices])
  return (
    <section className={styles.preview} aria-label={words.exporting.preview}>
      <Shown {...props} choices={settled} />
    </section>
  )
}

function Shown(props: PreviewProps) {
  switch (props.format) {
    case 'markdown':
    case 'txt':
      return <Words {...props} />
    case 'archive':
      return (
        <p className={styles.about}>{words.exporting.archiveHas(props.hasLog && props.choices.updateLog === 'yes')}</p>
      )
    default:
      return <Pages {...props} />
  }
}

function Pages({ statementId, format, choices, plainText }: PreviewProps) {
  const { exporting: say } = words
  const [wanted, turnTo] = useState(1)
  const first = usePage(statementId, choices, 1)
  const pages = first.data?.pages ?? 1
  const page = Math.min(wanted, pages)
  const other = usePage(statementId, choices, page)
  const shown = page === 1 ? first : other
  if (shown.isError) return <Trouble error={shown.error} plainText={plainText} />
  const place = say.pageOf(page, pages)
  const differs = format === 'docx' ? say.wordMayDiffer : format === 'html' ? say.browserMayDiffer : null
  return (
    <>
      <div className={styles.desk} aria-busy={shown.isFetching}>
        {shown.data ? (
          <PageImage blob={shown.data.blob} alt={place} />
        ) : (
          <p className={styles.drawing}>{say.drawing}</p>
        )}
      </div>
      <div className={styles.turn}>
        <TurnButton name={say.previousPage} icon="arrowStart" can={page > 1} onTurn={() => turnTo(page - 1)} />
        <span aria-live="polite">{place}</span>
        <TurnButton name={say.nextPage} icon="arrowEnd" can={page < pages} onTurn={() => turnTo(page + 1)} />
        {differs !== null && <small>{differs}</small>}
      </div>
    </>
  )
}

const usePage = (statementId: StatementId, choices: Choices, page: number) =>
  useQuery({
    queryKey: ['preview', statementId, choices, page],
    queryFn: ({ signal }) =>
      download(previewPage, { params: { statementId, page: String(page) }, query: choices, signal }),
    ...ofThisMoment,
  })

interface TurnButtonProps {
  readonly name: string
  readonly icon: 'arrowStart' | 'arrowEnd'
  readonly can: boolean
  readonly onTurn: () => void
}

const TurnButton = ({ name, icon, can, onTurn }: TurnButtonProps) => (
  <Button look="quiet" shape="icon" aria-label={name} aria-disabled={!can} onClick={() => can && onTurn()}>
    <Icon name={icon} />
  </Button>
)

/** The address at which the browser finds the bytes lives as long as they are shown. */
function PageImage({ blob, alt }: { blob: Blob; alt: string }) {
  const image = useRef<HTMLImageElement>(null)
  useEffect(() => {
    const address = URL.createObjectURL(blob)
    image.current?.setAttribute('src', address)
    return () => URL.revokeObjectURL(address)
  }, [blob])
  return <img ref={image} className={styles.page} alt={alt} />
}

function Words({ statementId, format, choices, plainText }: PreviewProps) {
  const { data, error } = useQuery({
    queryKey: ['preview', statementId, choices, format],
    queryFn: async ({ signal }) => {
      const { blob } = await download(exportStatement, { params: { statementId, format }, query: choices, signal })
      return blob.text()
    },
    ...ofThisMoment,
  })
  if (error) return <Trouble error={error} plainText={plainText} />
  return (
    // What scrolls is to be reached by the keyboard.
    <pre className={styles.words} dir="auto" tabIndex={0}>
      {data}
    </pre>
  )
}

function Trouble({ error, plainText }: { error: Error; plainText: () => string }) {
  const { exporting: say } = words
  const offline = isUnreachable(error)
  return (
    <div className={styles.trouble}>
      <p>{offline ? say.needsServer : say.noPreview}</p>
      {offline && <CopyActions place="dialog" text={plainText()} say={say.copying} />}
    </div>
  )
}
