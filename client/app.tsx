/** The routes. Each page is a chunk of its own: whoever joins on a phone waits for a form, not for an editor. */
import { Component, type ComponentType, type ReactNode, Suspense, lazy } from 'react'
import { Route, Switch } from 'wouter'
import { statementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import { fetchMissingStyles } from './design/stylesheets.ts'
import { NotFoundPage, RefusedPage, StoppedPage } from './people/stopped-page.tsx'

const HomePage = page(async () => (await import('./statement/home-page.tsx')).HomePage)
const SetUpPage = page(async () => (await import('./people/set-up-page.tsx')).SetUpPage)
const RedeemPage = page(async () => (await import('./people/redeem-page.tsx')).RedeemPage)
const DevicePage = page(async () => (await import('./people/device-page.tsx')).DevicePage)
const AccountPage = page(async () => (await import('./people/account-page.tsx')).AccountPage)
const AdministrationPage = page(async () => (await import('./people/administration-page.tsx')).AdministrationPage)
const StatementPage = page(async () => (await import('./statement/statement-page.tsx')).StatementPage)

export const App = () => (
  <CatchBugs>
    <Suspense fallback={null}>
      <Switch>
        <Route path="/" component={HomePage} />
        <Route path="/set-up" component={SetUpPage} />
        <Route path="/join" component={RedeemPage} />
        <Route path="/device" component={DevicePage} />
        <Route path="/account" component={AccountPage} />
        <Route path="/administration" component={AdministrationPage} />
        <Route path="/statements/:id">
          {({ id }) => {
            const known = statementId.safeParse(id)
            return known.success ? <StatementPage key={known.data} statementId={known.data} /> : <NotFoundPage />
          }}
        </Route>
        <Route>
          <NotFoundPage />
        </Route>
      </Switch>
    </Suspense>
  </CatchBugs>
)

/** Where it cannot be fetched, that no server answers is said in its place: it is no bug that stopped the page. */
function page<Props extends object>(fetchPage: () => Promise<ComponentType<Props>>) {
  return lazy(async (): Promise<{ default: ComponentType<Props> }> => {
    try {
      await fetchMissingStyles()
      return { default: await fetchPage() }
    } catch {
      return { default: () => <RefusedPage error={new Refusal('unreachable')} /> }
    }
  })
}

/** A bug in a page shows a sentence and a way on instead of a blank sheet. */
class CatchBugs extends Component<{ children: ReactNode }, { stopped: boolean }> {
  override state = { stopped: false }

  static getDerivedStateFromError(): { stopped: boolean } {
    return { stopped: true }
  }

  override render(): ReactNode {
    return this.state.stopped ? <StoppedPage /> : this.props.children
  }
}
