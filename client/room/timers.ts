/** Timers that are stopped together, when what they belong to goes. */
export class Timers {
  private readonly running = new Set<ReturnType<typeof setTimeout>>()

  after(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.running.delete(timer)
      work()
    }, milliseconds)
    this.running.add(timer)
  }

  /** None of them goes off any more. */
  stop(): void {
    for (const timer of this.running) clearTimeout(timer)
    this.running.clear()
  }
}
