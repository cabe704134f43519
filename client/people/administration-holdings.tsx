/** What the installation keeps: its statements, the room they take, and when it was last copied. */
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { readHoldings } from '#shared/statement/contract.ts'
import { call } from '../call.ts'
import { formatChange, formatMoment } from '../language/dates.ts'
import { words } from '../language/en.ts'
import { formatBytes } from '../language/sizes.ts'
import { Complaint, Section } from './administration-section.tsx'
import styles from './administration.module.css'

export function Holdings() {
  const { administration: say } = words
  const {
    data,
    error,
    dataUpdatedAt: now,
  } = useQuery({
    queryKey: ['holdings'],
    queryFn: () => call(readHoldings),
    refetchOnWindowFocus: 'always',
  })
  const { columns } = say
  return (
    <>
      <Section heading={say.sections.statements}>
        <p className={styles.explanation}>{say.statementsHint}</p>
        <Complaint error={error} />
        {data?.statements.length === 0 && <p className={styles.quiet}>{say.noStatements}</p>}
        {data && data.statements.length > 0 && (
          <table className={`${styles.table} ${styles.statements}`} role="table" aria-label={say.sections.statements}>
            <thead role="rowgroup">
              <tr role="row">
                {[columns.statement, columns.penholder, columns.size, columns.lastChange].map((name) => (
                  <th key={name} role="columnheader" scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup">
              {data.statements.map(({ statementId, title, penholder, bytes, changedAt }) => (
                <tr key={statementId} role="row">
                  <td role="cell">
                    <Link className={styles.title} href={`/statements/${statementId}`} dir="auto">
                      {title === '' ? words.untitled : title}
                    </Link>
                  </td>
                  <td role="cell">{penholder.name}</td>
                  <td role="cell" className={styles.quiet}>
                    {formatBytes(bytes)}
                  </td>
                  <td role="cell" className={styles.quiet}>
                    {formatChange(changedAt, now)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      <Section heading={say.sections.storage}>
        {data && (
          <dl className={styles.figures}>
            <div>
              <dt>{say.used}</dt>
              <dd>{formatBytes(data.bytes)}</dd>
            </div>
            <div>
              <dt>{say.free}</dt>
              <dd>{data.freeBytes === null ? say.unknown : formatBytes(data.freeBytes)}</dd>
            </div>
            <div>
              <dt>{say.backup}</dt>
              <dd>{data.backedUpAt === null ? say.noBackup : formatMoment(data.backedUpAt, now)}</dd>
            </div>
          </dl>
        )}
        <p className={styles.explanation}>{say.backupHow}</p>
        <code className={styles.command}>{say.backupCommand}</code>
      </Section>
    </>
  )
}
