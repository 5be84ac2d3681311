import './shell-styles.ts';
import './global.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { Announcer } from './announcer.tsx';
import { App } from './shell/app.tsx';
import { cssVariablesResolver, theme } from './theme.ts';
import { queryClient } from './trpc.ts';

const Notifications = lazy(async () => ({ default: (await import('@mantine/notifications')).Notifications }));

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      deduplicateInlineStyles
    >
      <QueryClientProvider client={queryClient}>
        <BrowserRouter>
          <App />
        </BrowserRouter>
      </QueryClientProvider>
      <Suspense>
        <Notifications position="bottom-right" />
      </Suspense>
      <Announcer />
    </MantineProvider>
  </StrictMode>,
);
