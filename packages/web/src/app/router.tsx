import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { parseSearch, printSearch, type UrlParams } from '#lib/url-state';
import { PageFailed } from './page-failed.tsx';
import { PageMissing } from './page-missing.tsx';
import { PageLoading } from './page-loading.tsx';
import { ProjectLayout } from './project-layout.tsx';
import { RootLayout } from './root-layout.tsx';
import { SignedInLayout } from './signed-in-layout.tsx';

/** What the shell knows of a page: its name, and whether the time range and environments of the top bar apply to it. */
export interface PageFacts {
  title?: string;
  scoped?: boolean;
  /** Lists telemetry, so that it is said above it when that is late. */
  lists?: boolean;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
  interface StaticDataRouteOption extends PageFacts {}
}

/** Every address of the app. Pages load when they are first opened; the shell around them is there from the start. */
export function createAppRouter() {
  return createRouter({
    routeTree,
    parseSearch,
    stringifySearch: printSearch,
    defaultPreload: 'intent',
    defaultPendingComponent: PageLoading,
    defaultErrorComponent: PageFailed,
    defaultNotFoundComponent: PageMissing,
    scrollRestoration: false,
  });
}

const root = createRootRoute({ component: RootLayout, validateSearch: (search): UrlParams => search as UrlParams });

const signIn = createRoute({
  getParentRoute: () => root,
  path: 'sign-in',
  component: lazyRouteComponent(() => import('#features/accounts'), 'SignInPage'),
});
const signUp = createRoute({
  getParentRoute: () => root,
  path: 'sign-up',
  component: lazyRouteComponent(() => import('#features/accounts'), 'SignUpPage'),
});
const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: 'forgot-password',
  component: lazyRouteComponent(() => import('#features/accounts'), 'ForgotPasswordPage'),
});
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: 'reset-password',
  component: lazyRouteComponent(() => import('#features/accounts'), 'ResetPasswordPage'),
});
const invite = createRoute({
  getParentRoute: () => root,
  path: 'invite/$token',
  component: lazyRouteComponent(() => import('#features/accounts'), 'InvitationPage'),
});

const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedInLayout });
const start = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('./routes/start.tsx'), 'StartPage'),
});
const newProject = createRoute({
  getParentRoute: () => signedIn,
  path: 'new-project',
  staticData: { title: 'New project' },
  component: lazyRouteComponent(() => import('#features/projects'), 'NewProjectPage'),
});
const account = createRoute({
  getParentRoute: () => signedIn,
  path: 'account',
  staticData: { title: 'Account' },
  component: lazyRouteComponent(() => import('./routes/account.tsx'), 'AccountRoute'),
});
const organization = createRoute({
  getParentRoute: () => signedIn,
  path: 'organization/$organizationId',
  staticData: { title: 'Organization' },
  component: lazyRouteComponent(() => import('./routes/organization.tsx'), 'OrganizationRoute'),
});
const admin = createRoute({
  getParentRoute: () => signedIn,
  path: 'admin',
  staticData: { title: 'Instance' },
  component: lazyRouteComponent(() => import('#features/lifecycle'), 'AdminPage'),
});
const traceRedirect = createRoute({
  getParentRoute: () => signedIn,
  path: 'trace/$traceId',
  component: lazyRouteComponent(() => import('./routes/trace-redirect.tsx'), 'TraceRedirect'),
});

/** The time range and environments go along from page to page of a project. */
const keepScope = ({ search, next }: { search: UrlParams; next: (search: UrlParams) => UrlParams }): UrlParams => {
  const { range, env } = search;
  const after = next(search);
  return { ...(range === undefined ? {} : { range }), ...(env === undefined ? {} : { env }), ...after };
};

const project = createRoute({
  getParentRoute: () => signedIn,
  path: 'project/$projectId',
  component: ProjectLayout,
  search: { middlewares: [keepScope] },
});
const home = createRoute({
  getParentRoute: () => project,
  path: '/',
  staticData: { title: 'Home', scoped: true },
  component: lazyRouteComponent(() => import('#features/metrics'), 'HomePage'),
});
const gettingStarted = createRoute({
  getParentRoute: () => project,
  path: 'getting-started',
  staticData: { title: 'Getting started' },
  component: lazyRouteComponent(() => import('#features/getting-started'), 'GettingStartedPage'),
});
const settings = createRoute({
  getParentRoute: () => project,
  path: 'settings',
  staticData: { title: 'Settings' },
  component: lazyRouteComponent(() => import('./routes/project-settings.tsx'), 'ProjectSettingsRoute'),
});
const traces = createRoute({
  getParentRoute: () => project,
  path: 'traces',
  staticData: { title: 'Traces', scoped: true, lists: true },
  component: lazyRouteComponent(() => import('#features/traces'), 'TracesPage'),
});
const trace = createRoute({
  getParentRoute: () => project,
  path: 'traces/$traceId',
  staticData: { title: 'Traces' },
  component: lazyRouteComponent(() => import('#features/traces'), 'TracePage'),
});
const sessions = createRoute({
  getParentRoute: () => project,
  path: 'sessions',
  staticData: { title: 'Sessions', scoped: true, lists: true },
  component: lazyRouteComponent(() => import('#features/sessions'), 'SessionsPage'),
});
const session = createRoute({
  getParentRoute: () => project,
  path: 'sessions/$sessionId',
  staticData: { title: 'Sessions' },
  component: lazyRouteComponent(() => import('#features/sessions'), 'SessionPage'),
});

const dataHealth = createRoute({
  getParentRoute: () => project,
  path: 'data-health',
  staticData: { title: 'Data health' },
  component: lazyRouteComponent(() => import('#features/data-health'), 'DataHealthPage'),
});

const trash = createRoute({
  getParentRoute: () => project,
  path: 'trash',
  staticData: { title: 'Trash' },
  component: lazyRouteComponent(() => import('#features/lifecycle'), 'TrashPage'),
});

const exports = createRoute({
  getParentRoute: () => project,
  path: 'exports',
  staticData: { title: 'Exports' },
  component: lazyRouteComponent(() => import('#features/exports'), 'ExportsPage'),
});

/** Every component in both themes; absent from what is built for use. */
const design = createRoute({
  getParentRoute: () => root,
  path: 'design',
  beforeLoad: () => {
    if (!import.meta.env.DEV) throw redirect({ to: '/' });
  },
  component: import.meta.env.DEV
    ? lazyRouteComponent(() => import('./routes/design/design-page.tsx'), 'DesignPage')
    : PageMissing,
});

const routeTree = root.addChildren([
  signIn,
  signUp,
  forgotPassword,
  resetPassword,
  invite,
  design,
  signedIn.addChildren([
    start,
    newProject,
    account,
    organization,
    admin,
    traceRedirect,
    project.addChildren([home, gettingStarted, settings, traces, trace, sessions, session, dataHealth, exports, trash]),
  ]),
]);
