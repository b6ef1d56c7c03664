import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { createQueryClient } from '#lib/query-client';
import { TRPCProvider, createClient } from '#lib/trpc';
import { ToastProvider } from '#ui/toast';
import { TooltipProvider } from '#ui/tooltip';
import { createAppRouter } from './router.tsx';

/** Everything that pages find around them: the server, the cache of its answers, messages, tooltips, addresses. */
export function App() {
  const [router] = useState(createAppRouter);
  const [client] = useState(createClient);
  const [queries] = useState(() => createQueryClient(() => sendToSignIn(router)));
  return (
    <QueryClientProvider client={queries}>
      <TRPCProvider trpcClient={client} queryClient={queries}>
        <TooltipProvider>
          <ToastProvider>
            <RouterProvider router={router} />
          </ToastProvider>
        </TooltipProvider>
      </TRPCProvider>
    </QueryClientProvider>
  );
}

/** The session ended while a page was open: sign in, and come back to it. */
function sendToSignIn(router: ReturnType<typeof createAppRouter>): void {
  const { pathname, href } = router.state.location;
  if (PUBLIC_PATHS.some((path) => pathname.startsWith(path))) return;
  void router.navigate({ to: '/sign-in', search: pathname === '/' ? {} : { next: href }, replace: true });
}

const PUBLIC_PATHS = ['/sign-in', '/sign-up', '/forgot-password', '/reset-password', '/invite', '/design'];
