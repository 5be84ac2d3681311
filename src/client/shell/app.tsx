import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { PageSkeleton } from '../components/loading.tsx';
import { routes, SignInPage, signInPath } from '../routes.tsx';
import { includesRole, type Session, SessionContext } from '../session.ts';
import { trpc } from '../trpc.ts';
import { NotAllowed, NotFound, ServerUnreachable } from './dead-ends.tsx';
import { PageErrorBoundary } from './page-error-boundary.tsx';
import { Shell } from './shell.tsx';

/** Asks who is signed in, then shows the sign-in page or the product. */
export function App() {
  const session = useQuery({ ...trpc.users.session.queryOptions(), staleTime: 5 * 60_000 });
  const { pathname, search } = useLocation();

  if (session.data === undefined) {
    return session.error ? <ServerUnreachable error={session.error} onRetry={() => void session.refetch()} /> : null;
  }
  if (session.data === null) {
    const here = pathname === '/' ? '' : `?to=${encodeURIComponent(pathname + search)}`;
    return (
      <Suspense>
        <Routes>
          <Route path={signInPath} element={<SignInPage />} />
          <Route path="*" element={<Navigate to={signInPath + here} replace />} />
        </Routes>
      </Suspense>
    );
  }
  return (
    <SessionContext value={session.data}>
      <SignedIn session={session.data} />
    </SessionContext>
  );
}

function SignedIn({ session }: { readonly session: Session }) {
  const { pathname, search } = useLocation();
  const allowed = routes.filter(route => includesRole(session.user.role, route.role));
  const home = allowed.find(route => route.navigation)?.path;
  return (
    <Shell routes={allowed}>
      <PageErrorBoundary key={pathname}>
        <Suspense fallback={<PageSkeleton />}>
          <Routes>
            {home && <Route path="/" element={<Navigate to={home} replace />} />}
            {home && <Route path={signInPath} element={<Navigate to={whereTo(search) ?? home} replace />} />}
            {routes.map(({ path, role, Page }) => (
              <Route
                key={path}
                path={path}
                element={allowed.some(one => one.path === path) ? <Page /> : <NotAllowed role={role} />}
              />
            ))}
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
      </PageErrorBoundary>
    </Shell>
  );
}

/** Where the reader was before signing in; only a path of this product. */
function whereTo(search: string): string | undefined {
  const to = new URLSearchParams(search).get('to');
  return to?.startsWith('/') && !to.startsWith('//') && !to.startsWith('/\\') ? to : undefined;
}
