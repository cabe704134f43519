/** The page before the text is there: the sheet with eight grey lines, and no word about it before 400 ms. */
import { words } from '../language/en.ts'
import frame from './frame.module.css'

export const Waiting = () => (
  <div className={frame.frame}>
    <header className={frame.bar} />
    <div />
    <main className={frame.desk} aria-label={words.statement.main} aria-busy="true">
      <div className={frame.spread}>
        <article className={frame.sheet}>
          <GreyLines />
        </article>
      </div>
    </main>
    <footer className={frame.foot} />
  </div>
)

export const GreyLines = () => (
  <div className={frame.waiting}>
    <p className={frame.late}>{words.statement.opening}</p>
    {[38, 100, 96, 100, 64, 100, 98, 41].map((length, line) => (
      // Eight lines that never change place.
      <span key={line} style={{ inlineSize: `${length}%` }} />
    ))}
  </div>
)
