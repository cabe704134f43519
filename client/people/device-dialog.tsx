/** "Use on another device": a QR code and a short code that sign another device in as the same person, once, for five minutes. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { encode } from 'uqr'
import { makeDeviceLink } from '#shared/people/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import { call } from '../call.ts'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { words } from '../language/en.ts'
import styles from './device-dialog.module.css'

interface DeviceDialogProps {
  /** Where the other device begins; null for the list of statements. */
  readonly statementId: StatementId | null
  readonly onClose: () => void
}

/** Mounted while it is open: the link is made with it. */
export function DeviceDialog({ statementId, onClose }: DeviceDialogProps) {
  const { device: say } = words
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['device-link', statementId],
    queryFn: () => call(makeDeviceLink, { body: { statementId } }),
    staleTime: Infinity,
    gcTime: 0,
  })
  return (
    <Dialog heading={say.heading} lead={say.lead} close={words.close} open onClose={onClose}>
      {data && !isFetching && <DeviceLink key={data.code} {...data} onRenew={() => void refetch()} />}
      {error && !isFetching && (
        <div className={styles.over} role="alert">
          <p>{words.refusal(error instanceof Refusal ? error.code : 'failed')}</p>
          <Button onClick={() => void refetch()}>{words.tryAgain}</Button>
        </div>
      )}
    </Dialog>
  )
}

interface DeviceLinkProps {
  readonly link: string
  readonly code: string
  /** Epoch ms. */
  readonly expiresAt: number
  readonly onRenew: () => void
}

function DeviceLink({ link, code, expiresAt, onRenew }: DeviceLinkProps) {
  const { device: say } = words
  const left = useSecondsUntil(expiresAt)
  if (left === 0) {
    return (
      <div className={styles.over}>
        <p role="status">{say.over}</p>
        <Button look="solid" onClick={onRenew}>
          {say.makeNew}
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.device}>
      <QrCode text={link} name={say.qrCode} />
      <div className={styles.words}>
        <p>{say.scan}</p>
        <p>
          {say.orOpen} <b className={styles.address}>{addressOf(link)}</b> {say.andEnter}
        </p>
        <p className={styles.code} aria-label={say.codeIs(code)}>
          {code}
        </p>
        <p className={styles.left}>
          {say.left}{' '}
          <span role="timer" aria-label={say.timeLeft}>
            {`${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`}
          </span>
        </p>
      </div>
    </div>
  )
}

/** "penholder.example/device": as short as it can be typed. */
function addressOf(link: string): string {
  const { protocol, host, pathname } = new URL(link)
  return `${protocol === 'https:' ? '' : 'http://'}${host}${pathname}`
}

/** Dark on light in every theme: many cameras read no other. */
function QrCode({ text, name }: { text: string; name: string }) {
  const { size, data } = useMemo(() => encode(text, { ecc: 'M', border: 3 }), [text])
  const squares = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
  return (
    <svg className={styles.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={name} shapeRendering="crispEdges">
      <path d={squares.join('')} />
    </svg>
  )
}

/** Counts down once a second, to 0. */
function useSecondsUntil(at: number): number {
  const secondsLeft = (): number => Math.max(0, Math.ceil((at - Date.now()) / 1000))
  const [left, setLeft] = useState(secondsLeft)
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsLeft()), 1000)
    return () => clearInterval(timer)
  })
  return left
}
